"""What the home page of the administration says about years that are not certain."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from laces.components import Component

from portal_network.oversight.calendar.public_holidays import Knowledge
from portal_network.oversight.calendar.store import calendar_of
from portal_network.oversight.calendar.views import address_of
from portal_network.people.mandates import mandate_of
from portal_network.tenancy.models import Province

# Deadlines of this length are counted already: the longest of the law is twenty working days.
LOOKING_AHEAD = timedelta(days=45)


class UncertainYearPanel(Component):
    """Reminds those who keep a calendar of a year that begins and is not confirmed."""

    name = "uncertain_year"
    template_name = "oversight/uncertain_year_panel.html"
    order = 130

    def __init__(self, request: HttpRequest) -> None:
        self.mandate = mandate_of(request.user)

    @cached_property
    def gap(self) -> tuple[int, str | None] | None:
        """Return year and province of the first gap; nothing for whoever keeps no calendar."""
        if not (self.mandate.is_everything or self.mandate.provinces):
            return None
        today = timezone.localdate()
        years = sorted({today.year, (today + LOOKING_AHEAD).year})
        codes = [None] if self.mandate.is_everything else sorted(self.mandate.provinces)
        gaps = (
            (year, code)
            for year in years
            for code in codes
            if calendar_of(code).knowledge(year) < Knowledge.DECIDED
        )
        return next(gaps, None)

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing when all is well."""
        return super().render_html(parent_context) if self.gap else ""

    def get_context_data(self, parent_context) -> dict:
        """Name the year and where it is confirmed."""
        year, code = self.gap
        return {"year": year, "address": address_of(year, Province(pk=code) if code else None)}
