"""Registers the screens of this room and the panel of what waits for publication."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from commune_site.organisation.action_menu import offer_publication
from commune_site.organisation.home_panel import WaitingRecordsPanel
from commune_site.organisation.ownership import register_policies
from commune_site.organisation.viewsets import OrganisationViewSetGroup

# Snippets ask for their policy as soon as they are registered.
register_policies()
register_snippet(OrganisationViewSetGroup)
hooks.register("construct_snippet_action_menu", offer_publication)


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Show whoever publishes what others have proposed."""
    panels.append(WaitingRecordsPanel(request))
