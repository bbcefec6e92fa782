"""What the home page of the administration says about reviews that are overdue."""

from django.utils.functional import cached_property
from laces.components import Component

from portal_network.people.mandates import mandate_of
from portal_network.people.services.reviews import overdue_places
from portal_network.tenancy.directory import directory


class NoStaffSessionPanel(Component):
    """Tells an operator without power how to get it."""

    name = "no_staff_session"
    template_name = "people/no_staff_session_panel.html"
    order = 100


class OverdueReviewsPanel(Component):
    """Says how many places of a mandate wait for their review; one query, and none for others."""

    name = "overdue_reviews"
    template_name = "people/overdue_reviews_panel.html"
    order = 120

    def __init__(self, request) -> None:
        self.mandate = mandate_of(request.user)

    @cached_property
    def places(self) -> list[dict]:
        """Return the keys of the overdue places."""
        return overdue_places(self.mandate) if self.mandate else []

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing when all is well."""
        return super().render_html(parent_context) if self.places else ""

    def get_context_data(self, parent_context) -> dict:
        """Name a single place; of several, tell their number."""
        only = self.places[0] if len(self.places) == 1 else None
        place = only and directory.owner(province_id=only["province"], commune_id=only["commune"])
        return {"count": len(self.places), "place": place}
