"""What the screens of the queue ask: the list, its filters, its figures, the next text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.core.cache import cache
from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from portal_network.moderation.approvers import waiting_for
from portal_network.moderation.deadlines import Urgency, due_after
from portal_network.moderation.models import QueueItem
from portal_network.moderation.models.queue import CLAIM_LASTS
from portal_network.tenancy.directory import directory

# What stands in the menu need not be of this very second.
NUMBER_AGE = 120
MEDIAN_OVER = timedelta(days=30)
MOST_DECISIONS = 1000
COMMUNES_SHOWN = 10
MOST_IN_MENU = 99


@dataclass(frozen=True, slots=True)
class CommuneFigure:
    """How much waits for a commune's texts."""

    name: str
    waiting: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """What waits for one person, and how long texts have waited here."""

    waiting: int
    overdue: int
    oldest: datetime | None
    median_hours: float | None
    communes: tuple[CommuneFigure, ...]


def filtered(items: QuerySet[QueueItem], wanted: Mapping[str, object]) -> QuerySet[QueueItem]:
    """Return those items that the cleaned values of the filter form ask for."""
    today = timezone.localdate()
    for name in ("province", "commune", "section", "page_type", "stage"):
        if wanted.get(name):
            items = items.filter(**{name: wanted[name]})
    if wanted.get("days"):
        items = items.filter(submitted_at__lt=timezone.now() - timedelta(days=wanted["days"]))
    if wanted.get("due"):
        items = items.filter(_due(Urgency(wanted["due"]), today))
    if wanted.get("free"):
        items = items.filter(_is_free())
    return items


def listed(items: QuerySet[QueueItem]) -> QuerySet[QueueItem]:
    """Return items with the people that a list names; the most urgent first."""
    return items.select_related("submitted_by", "claimed_by")


def next_item(user, item: QueueItem, wanted: Mapping[str, object]) -> QueueItem | None:
    """Return what comes after a text in the list of this person, from the top in the end."""
    others = filtered(waiting_for(user), wanted).exclude(pk=item.pk)
    others = others.filter(_is_free() | Q(claimed_by=user))
    later = others.filter(
        Q(due_on__gt=item.due_on)
        | Q(due_on=item.due_on, submitted_at__gt=item.submitted_at)
        | Q(due_on=item.due_on, submitted_at=item.submitted_at, pk__gt=item.pk)
    )
    return later.first() or others.first()


def figures_for(user) -> Figures:
    """Return the figures above a person's queue, in two queries; the menu takes its number here."""
    figures = _figures(user)
    cache.set(_number_key(user), min(figures.waiting, MOST_IN_MENU + 1), NUMBER_AGE)
    return figures


def number_for(user) -> int:
    """Return how many texts wait for a person, up to one more than the menu shows."""

    def count() -> int:
        return waiting_for(user).order_by()[: MOST_IN_MENU + 1].count()

    return cache.get_or_set(_number_key(user), count, NUMBER_AGE)


def forget_number(user) -> None:
    """Let a person see at once what their own decision changed."""
    cache.delete(_number_key(user))


def _number_key(user) -> str:
    return f"queue-number:{user.pk}"


def _figures(user) -> Figures:
    today = timezone.localdate()
    rows = list(
        waiting_for(user)
        .order_by()
        .values("province_id", "commune_id")
        .annotate(
            waiting=Count("pk"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            oldest=Min("submitted_at"),
        )
    )
    rows.sort(key=lambda row: (-row["waiting"], row["oldest"]))
    return Figures(
        waiting=sum(row["waiting"] for row in rows),
        overdue=sum(row["overdue"] for row in rows),
        oldest=min((row["oldest"] for row in rows), default=None),
        median_hours=_median_hours(),
        communes=tuple(_commune_figure(row) for row in rows[:COMMUNES_SHOWN]),
    )


def _median_hours() -> float | None:
    """Return the median of the hours that decided texts waited, within reach."""
    decided = QueueItem.objects.filter(decided_at__gte=timezone.now() - MEDIAN_OVER)
    waits = decided.order_by("-decided_at").annotate(wait=F("decided_at") - F("submitted_at"))
    hours = [
        wait / timedelta(hours=1) for wait in waits.values_list("wait", flat=True)[:MOST_DECISIONS]
    ]
    return median(hours) if hours else None


def _commune_figure(row: dict) -> CommuneFigure:
    tenant = directory.owner(province_id=row["province_id"], commune_id=row["commune_id"])
    return CommuneFigure(tenant.name if tenant else "", row["waiting"], row["oldest"])


def _is_free() -> Q:
    return Q(claimed_by__isnull=True) | Q(claimed_at__lt=timezone.now() - CLAIM_LASTS)


def _due(urgency: Urgency, today) -> Q:
    soon = due_after(1, today)
    return {
        Urgency.OVERDUE: Q(due_on__lt=today),
        Urgency.TODAY: Q(due_on=today),
        Urgency.SOON: Q(due_on__gt=today, due_on__lte=soon),
        Urgency.LATER: Q(due_on__gt=soon),
    }[urgency]
