"""What time alone brings about: deadlines, claims that ended, notices that are old."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from portal_network.moderation.deadlines import LONGEST_BREAK, due_after
from portal_network.moderation.models import QueueItem
from portal_network.moderation.models.queue import CLAIM_LASTS
from portal_network.notices.events import of_item
from portal_network.notices.models import Kind, Mail, Notice
from portal_network.notices.recipients import deciders_of
from portal_network.notices.services import tell
from portal_network.oversight.calendar import is_working_day

BATCH = 500
# Reminders of other rooms: given the moment, they tell and return how many notices are new.
_others: list[Callable[[datetime], int]] = []
# Claims that ended before are forgotten by everybody.
OLDEST_CLAIM = timedelta(days=2)


def register_reminder(remind: Callable[[datetime], int]) -> None:
    """Let ``manage.py send_notices`` remind of what time brings about in another room."""
    if remind not in _others:
        _others.append(remind)


def remind_for_other_rooms(now: datetime) -> int:
    """Let the other rooms remind."""
    return sum(remind(now) for remind in _others)


def remind_of_deadlines(now: datetime) -> int:
    """Tell those who decide on the working day before a deadline, and once it has passed.

    Each text and deadline is told of once. Nobody is reminded on a day off of their province.
    """
    today = timezone.localtime(now).date()
    waiting = QueueItem.everywhere.waiting().filter(due_on__lte=today + LONGEST_BREAK)
    told = 0
    for code in waiting.order_by().values_list("province_id", flat=True).distinct():
        if is_working_day(today, code):
            here = waiting.filter(province=code)
            soon = due_after(1, today, code)
            told += _remind(here.filter(due_on__lt=today), Kind.OVERDUE)
            told += _remind(here.filter(due_on__gte=today, due_on__lte=soon), Kind.DUE_SOON)
    return told


def _remind(items: QuerySet[QueueItem], kind: Kind) -> int:
    told = Notice.everywhere.filter(item=OuterRef("pk"), kind=kind, due_on=OuterRef("due_on"))
    count = 0
    for batch in _batches(items.filter(~Exists(told)).order_by("pk")):
        deciders = deciders_of(batch)
        count += tell(
            of_item(item, kind, user_id, mark=f"{item.due_on:%Y%m%d}")
            for item in batch
            for user_id in deciders[item.pk]
        )
    return count


def _batches(items: QuerySet[QueueItem]) -> Iterator[list[QueueItem]]:
    # All keys first: what is told meanwhile would change what the condition finds.
    keys = iter(list(items.values_list("pk", flat=True)))
    while batch := list(islice(keys, BATCH)):
        yield list(QueueItem.everywhere.filter(pk__in=batch))


def remind_of_claims(now: datetime) -> int:
    """Tell who claimed a text, did not decide in time, and so no longer keeps others away."""
    ended = Q(claimed_at__lt=now - CLAIM_LASTS, claimed_at__gte=now - OLDEST_CLAIM)
    items = QueueItem.everywhere.waiting().filter(ended, claimed_by__isnull=False)
    return tell(
        of_item(item, Kind.CLAIM_ENDED, item.claimed_by_id, mark=f"{item.claimed_at:%Y%m%d%H%M%S}")
        for item in items
    )


def forget_old(now: datetime) -> int:
    """Delete notices and mails that are older than they are kept; return how many notices."""
    before = now - settings.NOTICE_RETENTION
    count, _kinds = Notice.everywhere.filter(created_at__lt=before).delete()
    Mail.everywhere.filter(created_at__lt=before).exclude(state=Mail.State.PENDING).delete()
    return count
