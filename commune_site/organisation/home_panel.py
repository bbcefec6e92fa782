"""What the home page of the administration says about records that wait for publication."""

from functools import reduce

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from laces.components import Component
from wagtail.permissions import policy_registry

from commune_site.organisation.models import RECORDS, PlaceRecord

ROWS_SHOWN = 10


class WaitingRecordsPanel(Component):
    """Units, people, channels and maps with a draft that this person may publish; one query."""

    name = "organisation_waiting"
    order = 112
    template_name = "organisation/admin/waiting_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    @cached_property
    def rows(self) -> list[dict[str, object]]:
        """Return the first rows: name, kind, address of the form."""
        if not policy_registry.get_by_type(RECORDS[0]).user_has_permission(self.user, "publish"):
            return []
        parts = [self._waiting(number, model) for number, model in enumerate(RECORDS)]
        found = reduce(QuerySet.union, parts).order_by("label")[:ROWS_SHOWN]
        return [
            {
                "label": label,
                "kind": RECORDS[number]._meta.verbose_name,
                "url": reverse(RECORDS[number].snippet_viewset.get_url_name("edit"), args=[key]),
            }
            for number, key, label in found
        ]

    def _waiting(self, number: int, model: type[PlaceRecord]) -> QuerySet:
        rows = policy_registry.get_by_type(model).instances_user_has_permission_for(
            self.user, "publish"
        )
        title = "title" if hasattr(model, "areas") else "name"
        return (
            rows.filter(has_unpublished_changes=True)
            .order_by()
            .annotate(number=Value(number), label=F(title))
            .values_list("number", "pk", "label")
        )

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing."""
        return super().render_html(parent_context) if self.rows else ""

    def get_context_data(self, parent_context) -> dict:
        """Return what the panel shows."""
        return {"rows": self.rows}
