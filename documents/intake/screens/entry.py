"""The ways to the screens: a button on lists of pages, and a panel on the home screen."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from laces.components import Component
from wagtail.admin.widgets.button import Button

from commune_site.models import PortalPage
from documents.intake.sections import posts_documents
from portal_network.tenancy.models import Authority, Role
from portal_network.tenancy.policies.memberships import memberships_of, place_of

# Who writes pages; the screens ask again for the right at the page itself.
_WRITING_ROLES = (
    Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR,
    Role.PROVINCE_MODERATOR,
)  # fmt: skip


def places_of(user) -> list[Authority]:
    """Return the places for whose sites a person writes; no query beyond that of memberships."""
    rows = (row for row in memberships_of(user) if row.role in _WRITING_ROLES)
    places = {place.root_page_id: place for place in map(place_of, rows) if place.root_page_id}
    return list(places.values())


def drop_button(page, user, view_name: str, next_url: str | None = None):
    """Offer on the list of a section with documents, and of a site, to drop files."""
    page = page.specific_deferred
    if view_name != "index" or not isinstance(page, PortalPage):
        return
    takes = page.owns_place or posts_documents(page)
    if takes and page.permissions_for_user(user).can_add_subpage():
        address = reverse("intake_drop", args=[page.pk])
        yield Button(_("Post documents from files"), address, icon_name="upload", priority=15)


class DropPanel(Component):
    """Takes whoever writes straight to where files are dropped."""

    name = "documents_from_files"
    template_name = "documents/intake/panel.html"
    order = 85

    def __init__(self, request: HttpRequest) -> None:
        self.places = places_of(request.user)

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing for those who write nowhere."""
        return super().render_html(parent_context) if self.places else ""
