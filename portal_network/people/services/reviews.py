"""Looking through all memberships of a place every six months (R89)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.people.errors import ListChanged, RoleAboveReach
from portal_network.people.mandates import Mandate, mandate_of
from portal_network.people.models import PermissionReview
from portal_network.people.models.places import place_keys
from portal_network.people.services.roles import end_memberships, lock_place
from portal_network.tenancy.models import Authority, Membership

INTERVAL_MONTHS = 6
MONTHS = 12


def memberships_at(place: Authority) -> QuerySet[Membership]:
    """Return the roles held at this very place with their holders, by given name."""
    rows = Membership.everywhere.filter(**place_keys(place)).select_related("user")
    return rows.order_by("user__first_name", "user__last_name", "user_id", "pk")


@transaction.atomic
def submit_review(actor: User, place: Authority, decisions: Mapping[int, bool]) -> PermissionReview:
    """Confirm (True) or end (False) every membership of the place and keep the record.

    ``decisions`` is keyed by membership.

    Raises:
        RoleAboveReach: the place is not the actor's to review.
        ListChanged: the decisions are about other memberships than there are.
        RefusedChange: one of the rows cannot be ended; then nothing is.
    """
    if mandate_of(actor).place(place.pk) is None:
        raise RoleAboveReach
    lock_place(place)
    rows = list(memberships_at(place))
    if {row.pk for row in rows} != set(decisions):
        raise ListChanged
    review = PermissionReview.everywhere.create(
        reviewed_by=actor,
        reviewer_name=actor.get_full_name() or actor.get_username(),
        rows=[_summary(row, is_kept=decisions[row.pk]) for row in rows],
        **place_keys(place),
    )
    end_memberships(actor, [row for row in rows if not decisions[row.pk]])
    return review


def _summary(row: Membership, *, is_kept: bool) -> dict:
    last_login = row.user.last_login
    return {
        "name": row.user.get_full_name(),
        "username": row.user.get_username(),
        "email": row.user.email,
        "role": row.role,
        "last_login": last_login.isoformat() if last_login else None,
        "is_kept": is_kept,
    }


def due_after(moment: datetime) -> datetime:
    """Return when the next review is due after one at ``moment``."""
    return add_months(moment, INTERVAL_MONTHS)


def reviewed_until(moment: datetime) -> datetime:
    """Return before when a last review is overdue at ``moment``."""
    return add_months(moment, -INTERVAL_MONTHS)


def add_months(moment: datetime, months: int) -> datetime:
    """Return the same day some months later or earlier, or the last one of a shorter month."""
    years, month = divmod(moment.month - 1 + months, MONTHS)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def states_of_reviews(mandate: Mandate) -> QuerySet:
    """Return one row per place with people: its keys, ``since`` and ``last_review``.

    ``since`` is the last review, or the day on which the first of today's people began.
    """
    last = (
        PermissionReview.everywhere.filter(
            Q(commune=OuterRef("commune")) | Q(province=OuterRef("province"))
        )
        .order_by()
        .values("province", "commune")
        .annotate(last=Max("reviewed_at"))
        .values("last")
    )
    return (
        mandate.memberships()
        .order_by()
        .values("province", "commune")
        .annotate(began=Min("created_at"), last_review=Subquery(last))
        .annotate(since=Coalesce("last_review", "began"))
    )


def overdue_places(mandate: Mandate) -> list[dict]:
    """Return the places of a mandate whose review is overdue, in one query."""
    limit = reviewed_until(timezone.now())
    return list(states_of_reviews(mandate).filter(since__lt=limit).order_by("since"))
