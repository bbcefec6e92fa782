"""What the home screen shows: the common jobs, and the sections that owe content."""

from django.http import HttpRequest
from django.utils.functional import cached_property
from laces.components import Component

from commune_site.workplace.debts import Debt, debts_of
from commune_site.workplace.jobs import OfferedJob, jobs_for
from portal_network.tenancy.policies.memberships import roles_for

SHOWN_AT_ONCE = 6


class JobsPanel(Component):
    """Large buttons, one per common job; nothing for those who only look."""

    name = "jobs"
    template_name = "workplace/jobs.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def jobs(self) -> list[OfferedJob]:
        """Return the jobs of this person on this site."""
        return jobs_for(self.request)

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing."""
        return super().render_html(parent_context) if self.jobs else ""

    def get_context_data(self, parent_context) -> dict:
        """Return the buttons."""
        return {"jobs": self.jobs}


class DebtsPanel(Component):
    """The mandated sections of this site that are empty or out of date, for who can fill them."""

    name = "debts"
    template_name = "workplace/debts.html"
    order = 200

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def debts(self) -> list[Debt]:
        """Return what the site owes that this person can give."""
        roles = roles_for(self.request.user, self.request.tenant)
        return debts_of(self.request.tenant, roles) if roles else []

    def render_html(self, parent_context=None) -> str:
        """Return the panel, or nothing where nothing is owed."""
        return super().render_html(parent_context) if self.debts else ""

    def get_context_data(self, parent_context) -> dict:
        """Return the first debts, and the others to unfold."""
        return {
            "number": len(self.debts),
            "first": self.debts[:SHOWN_AT_ONCE],
            "others": self.debts[SHOWN_AT_ONCE:],
        }
