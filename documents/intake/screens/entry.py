"""The way to the screens from lists of pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from commune_site.models import PortalPage
from documents.intake.sections import posts_documents
from portal_network.tenancy.models import Authority
from portal_network.tenancy.policies.memberships import WRITERS, memberships_of, place_of


def places_of(user) -> list[Authority]:
    """Return the places for whose sites a person writes; no query beyond that of memberships."""
    rows = (row for row in memberships_of(user) if row.role in WRITERS)
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
