"""The lists of this room: cards with a few facts, tabs for the three lists of projects."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, DateTimeField, F, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune_site.cards import Card, make_cards
from commune_site.listings import Facet, Listing
from commune_site.plans.choices import (
    FundingType,
    LandRecoveryKind,
    PlanKind,
    PlanningKind,
    ProjectField,
    ProjectType,
    Stage,
    TenderKind,
    TenderMethod,
    TenderState,
)
from commune_site.plans.facts import Badge, Fact, span, stated
from commune_site.plans.models import TenderPage
from commune_site.plans.models.tenders import state_case
from commune_site.plans.money import short_money
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Row:
    """One record in a list; ``progress`` (per cent) is drawn where there is one."""

    card: Card
    badges: Sequence[Badge]
    facts: Sequence[Fact]
    progress: int | None = None


class RecordListing(Listing):
    """A list whose rows show badges and facts of the record's own columns: no query per row."""

    row_template = "components/record_row.html"
    stylesheet = "plans/css/plans.css"

    def rows(self, items: list, tenant: Tenant) -> list[Row]:
        """Return cards with what the type adds to them."""
        cards = make_cards(items, tenant)
        return [self.row(page, card) for page, card in zip(items, cards, strict=True)]

    def row(self, page, card: Card) -> Row:
        """Return one row."""
        return Row(card, page.badges, self.row_facts(page))

    def row_facts(self, page) -> list[Fact]:
        """Return the few facts that lists show."""
        return []


class PlanListing(RecordListing):
    """Strategies, plans and programmes by kind, period and unit."""

    model = "plans.PlanPage"
    facets = (
        Facet("loai", _("Kind of plan"), "kind", PlanKind.choices),
        Facet("giai-doan", _("Period of years"), "period"),
        Facet("don-vi", _("Unit in charge"), "unit"),
    )

    def row_facts(self, page) -> list[Fact]:
        """Return period and unit."""
        return stated((_("Period of years"), page.period), (_("Unit in charge"), page.unit))


class PlanningListing(RecordListing):
    """Plannings by kind and period."""

    model = "plans.PlanningPage"
    facets = (
        Facet("loai", _("Kind of planning"), "kind", PlanningKind.choices),
        Facet("giai-doan", _("Period of years"), "period"),
    )

    def row_facts(self, page) -> list[Fact]:
        """Return period and scope."""
        return stated((_("Period of years"), page.period), (_("Scope"), page.scope))


class LandRecoveryListing(RecordListing):
    """Papers on land by kind and project."""

    model = "plans.LandRecoveryPage"
    facets = (
        Facet("loai", _("Kind of paper"), "kind", LandRecoveryKind.choices),
        Facet("du-an", _("Project"), "project_name"),
    )

    def row_facts(self, page) -> list[Fact]:
        """Return project, place and area."""
        return stated(
            (_("Project"), page.project_name),
            (_("Place"), page.location),
            (_("Area (m²)"), page.area_m2),
        )


class ProjectListing(RecordListing):
    """The three lists of projects (R49), each by field, type and funding."""

    model = "plans.ProjectPage"
    facets = (
        Facet("tinh-trang", _("Lists of projects"), "stage", Stage.choices, is_tabs=True),
        Facet("linh-vuc", _("Sector"), "field", ProjectField.choices),
        Facet("loai", _("Type of project"), "project_type", ProjectType.choices),
        Facet("nguon-von", _("Type of funding"), "funding_type", FundingType.choices),
    )

    def row(self, page, card: Card) -> Row:
        """Return one row, with its progress once work has begun."""
        progress = None if page.stage == Stage.PREPARING else page.progress
        return Row(card, page.badges, self.row_facts(page), progress)

    def row_facts(self, page) -> list[Fact]:
        """Return field, cost and time."""
        return stated(
            (_("Sector"), page.get_field_display()),
            (_("Cost"), short_money(page.budget)),
            (_("Time"), span(page.starts_on, page.ends_on)),
        )


class TenderListing(RecordListing):
    """Tenders by state, which follows from the clock; the next to close first."""

    model = "plans.TenderPage"
    facets = (
        Facet("trang-thai", _("State of tenders"), "state_now", TenderState.choices, is_tabs=True),
        Facet("loai", _("What is bought"), "kind", TenderKind.choices),
        Facet("hinh-thuc", _("Form of selection"), "method", TenderMethod.choices),
    )

    def items(self, page) -> QuerySet[TenderPage]:
        """Return the tenders, open ones first by their deadline, then the others by their age."""
        now = timezone.now()
        is_open = Case(
            When(state_now=TenderState.OPEN, then=True), default=False, output_field=BooleanField()
        )
        soonest = Case(
            When(state_now=TenderState.OPEN, then=F("closes_at")),
            default=Value(None),
            output_field=DateTimeField(),
        )
        tenders = super().items(page).annotate(state_now=state_case(now))
        return tenders.annotate(is_open=is_open).order_by(
            "-is_open", soonest.asc(nulls_last=True), "-closes_at", "-pk"
        )

    def row_facts(self, page) -> list[Fact]:
        """Return price, deadline and winner."""
        closes = timezone.localtime(page.closes_at)
        return stated(
            (_("Price of the package"), short_money(page.price)),
            (_("Bids close at"), f"{closes:%H:%M, %d/%m/%Y}"),
            (_("Chosen contractor"), page.winner),
        )


LISTINGS: dict[str, tuple[str, Callable[[], Listing]]] = {
    "plan": ("plans.PlanPage", PlanListing),
    "planning": ("plans.PlanningPage", PlanningListing),
    "land_recovery": ("plans.LandRecoveryPage", LandRecoveryListing),
    "project": ("plans.ProjectPage", ProjectListing),
    "tender": ("plans.TenderPage", TenderListing),
}
