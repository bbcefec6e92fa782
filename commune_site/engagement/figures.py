"""Figures of cases: for the tabs of the register, for a commune, for a province."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, DateField, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from commune_site.engagement.models.cases import OPEN_STATES, Case, State
from portal_network.tenancy.directory import directory


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """What became of the cases of one place within a period."""

    name: str
    received: int
    open: int
    overdue: int
    in_time: int
    late: int
    forwarded: int
    refused: int
    published: int
    mean_days: float | None

    @property
    def share_in_time(self) -> int | None:
        """Return how many of a hundred closed cases were closed in time."""
        closed = self.in_time + self.late
        return round(100 * self.in_time / closed) if closed else None


def counts_of_tabs(rows: QuerySet[Case]) -> dict[str, int]:
    """Return how many cases wait, are overdue, have nobody; one query."""
    today = timezone.localdate()
    waiting = Q(state__in=OPEN_STATES)
    return rows.order_by().aggregate(
        open=Count("pk", filter=waiting),
        overdue=Count("pk", filter=waiting & Q(due_on__lt=today)),
        free=Count("pk", filter=waiting & (Q(state=State.RECEIVED) | Q(assigned_to__isnull=True))),
    )


def figures_of(rows: QuerySet[Case], first: date, last: date, kind: str = "") -> list[PlaceFigures]:
    """Return the figures of each place with cases received within the period; one query."""
    rows = rows.filter(received_at__date__gte=first, received_at__date__lte=last)
    if kind:
        rows = rows.filter(kind=kind)
    today = timezone.localdate()
    closed_on = TruncDate("closed_at", output_field=DateField())
    # What the sender withdrew says nothing of those who answer.
    done = Q(state__in=(State.ANSWERED, State.FORWARDED, State.REFUSED))
    waited = ExpressionWrapper(F("closed_at") - F("received_at"), output_field=DurationField())
    waiting = Q(state__in=OPEN_STATES)
    found = (
        rows.order_by()
        .annotate(closed_on=closed_on)
        .values("province_id", "commune_id")
        .annotate(
            received=Count("pk"),
            open_now=Count("pk", filter=waiting),
            overdue=Count("pk", filter=waiting & Q(due_on__lt=today)),
            in_time=Count("pk", filter=done & Q(closed_on__lte=F("due_on"))),
            late=Count("pk", filter=done & Q(closed_on__gt=F("due_on"))),
            forwarded=Count("pk", filter=Q(state=State.FORWARDED)),
            refused=Count("pk", filter=Q(state=State.REFUSED)),
            published=Count("pk", filter=Q(answer_page__live=True)),
            mean=Avg(waited, filter=Q(state=State.ANSWERED)),
        )
    )
    figures = [_figures(row) for row in found]
    return sorted(figures, key=lambda row: (-row.overdue, -row.open, row.name))


def _figures(row: dict) -> PlaceFigures:
    tenant = directory.owner(province_id=row["province_id"], commune_id=row["commune_id"])
    mean = row["mean"]
    return PlaceFigures(
        name=tenant.name if tenant else row["commune_id"] or row["province_id"],
        received=row["received"],
        open=row["open_now"],
        overdue=row["overdue"],
        in_time=row["in_time"],
        late=row["late"],
        forwarded=row["forwarded"],
        refused=row["refused"],
        published=row["published"],
        mean_days=round(mean / timedelta(days=1), 1) if mean is not None else None,
    )
