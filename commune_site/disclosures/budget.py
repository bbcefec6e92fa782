"""The cycle of a budget (estimate, execution, final accounts) and its course over the years."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.apps import apps
from django.utils.translation import gettext as _

from commune_site.disclosures.profiles import DisclosureKind
from commune_site.figures.charts import ChartKind
from commune_site.figures.presentation import ShownFigures, shown_figures
from commune_site.figures.table import Column, Kind, Table

BUDGET_SECTION = "budget-finance"
UNIT = "triệu đồng"
# Years that the course shows; each has about six disclosures.
MAX_YEARS = 10
_STAGES = (DisclosureKind.ESTIMATE, DisclosureKind.EXECUTION, DisclosureKind.FINAL_ACCOUNTS)


@dataclass(frozen=True, slots=True)
class Step:
    """One disclosure in the cycle of a year."""

    kind: str
    label: str
    url: str
    is_current: bool


@dataclass(slots=True)
class BudgetYear:
    """The disclosures of one year by their stage."""

    year: int
    estimate: object = None
    final_accounts: object = None
    executions: list = field(default_factory=list)

    def add(self, page) -> None:
        """Put a disclosure where it belongs; of two estimates the newest counts."""
        if page.kind == DisclosureKind.EXECUTION:
            self.executions.append(page)
        elif page.kind == DisclosureKind.ESTIMATE:
            self.estimate = self.estimate or page
        else:
            self.final_accounts = self.final_accounts or page

    def planned(self, name: str) -> Decimal | None:
        """Return an amount of the estimate."""
        return getattr(self.estimate, name, None)

    def settled(self, name: str) -> Decimal | None:
        """Return an amount of the final accounts."""
        return getattr(self.final_accounts, name, None)

    def executed(self, name: str) -> Decimal | None:
        """Return what is known of the execution; reports count from the first of January."""
        known = [page for page in self.executions if getattr(page, name) is not None]
        latest = max(known, key=lambda page: page.period_end, default=None)
        return getattr(latest, name, None)

    def steps(self) -> list:
        """Return the disclosures in the order of the cycle."""
        quarters = sorted(self.executions, key=lambda page: (page.period_end, page.pk))
        return [page for page in (self.estimate, *quarters, self.final_accounts) if page]


def budget_years(pages: Iterable) -> list[BudgetYear]:
    """Sort disclosures, newest first, into their years; the latest year first."""
    years: dict[int, BudgetYear] = {}
    for page in pages:
        if page.period_year and page.kind in _STAGES:
            years.setdefault(page.period_year, BudgetYear(page.period_year)).add(page)
    return [years[year] for year in sorted(years, reverse=True)][:MAX_YEARS]


def disclosed_budgets(tenant):
    """Return the public budget disclosures of a site, newest first."""
    model = apps.get_model("disclosures", "DisclosurePage")
    own = model.objects.of_tenant(tenant).filter(section=BUDGET_SECTION, kind__in=_STAGES)
    return own.public_items().defer("body")


def cycle_of(page) -> list[Step]:
    """Return the disclosures of the same year as a budget disclosure, one query."""
    if not page.period_year or page.kind not in _STAGES:
        return []
    same_year = disclosed_budgets(page.tenant).filter(period_year=page.period_year)
    return [
        Step(
            other.get_kind_display(),
            other.period_label,
            other.get_url_parts()[2],
            other.pk == page.pk,
        )
        for year in budget_years(same_year)
        for other in year.steps()
    ]


def course_over_years(years: list[BudgetYear]) -> list[ShownFigures]:
    """Return revenue and expenditure over the years, planned, executed and settled."""
    shown = []
    for name, title in (
        ("total_revenue", _("Budget revenue over the years")),
        ("total_expenditure", _("Budget expenditure over the years")),
    ):
        rows = [
            (year.year, year.planned(name), year.executed(name), year.settled(name))
            for year in reversed(years)
        ]
        rows = [row for row in rows if any(value is not None for value in row[1:])]
        if rows:
            kind = ChartKind.LINES if len(rows) > 1 else ChartKind.NONE
            shown.append(shown_figures(_course(rows), title, key=name, chart=kind))
    return shown


def _course(rows: list[tuple]) -> Table:
    columns = (
        Column(_("Year"), Kind.YEAR),
        Column(str(DisclosureKind.ESTIMATE.label), Kind.NUMBER, UNIT),
        Column(str(DisclosureKind.EXECUTION.label), Kind.NUMBER, UNIT),
        Column(str(DisclosureKind.FINAL_ACCOUNTS.label), Kind.NUMBER, UNIT),
    )
    plain = [
        tuple(v if not isinstance(v, Decimal) else Decimal(f"{v.normalize():f}") for v in row)
        for row in rows
    ]
    return Table(columns, tuple(plain))
