"""What the home page of the administration says about cases."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from laces.components import Component

from commune_site.engagement.figures import counts_of_tabs
from commune_site.engagement.models.cases import Case
from commune_site.engagement.models.corrections import Correction
from commune_site.engagement.rights import cases_for, confirms_corrections, provinces_of, sees_cases
from commune_site.engagement.views.corrections import corrections_for

ROWS_SHOWN = 8


class CasesPanel(Component):
    """What is due next and what is overdue; nothing where nothing waits."""

    name = "citizens_cases"
    template_name = "engagement/admin/panel.html"
    order = 105

    def __init__(self, request: HttpRequest) -> None:
        self.user = request.user

    @cached_property
    def rows(self) -> list[Case]:
        """Return what is due first."""
        if not sees_cases(self.user):
            return []
        rows = cases_for(self.user).open()
        if provinces_of(self.user):
            # A province's own, and what its communes owe.
            rows = rows.filter(commune__isnull=True) | rows.filter(due_on__lt=timezone.localdate())
        return list(rows.defer("encrypted_contact", "body", "answer")[:ROWS_SHOWN])

    @cached_property
    def corrections(self) -> list[Correction]:
        """Return corrections that wait for this person."""
        rows = corrections_for(self.user).filter(published_on__isnull=True)
        rows = rows.exclude(written_by=self.user).select_related("page")
        return [
            row
            for row in rows[:ROWS_SHOWN]
            if confirms_corrections(
                self.user, province_id=row.province_id, commune_id=row.commune_id
            )
        ]

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing."""
        if not (self.rows or self.corrections):
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context) -> dict:
        """Return what the panel shows."""
        counts = counts_of_tabs(cases_for(self.user)) if self.rows else {}
        return {"rows": self.rows, "corrections": self.corrections, "counts": counts}
