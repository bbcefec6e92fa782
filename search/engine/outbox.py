"""What the search server has not been told yet: written with the change, sent after it.

A row says no more than that an entry changed. What is sent is read when it is sent, so that nothing
old overtakes anything new; the number of the row is the version by which the server refuses what
comes late. So several processes may send at a time, and none of them loses a change.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from search.models import EngineChange

logger = logging.getLogger(__name__)

CHANGES_AT_ONCE = 500
_is_paused: ContextVar[bool] = ContextVar("search_changes_paused", default=False)


def note(numbers: Sequence[int]) -> None:
    """Note that entries changed or went, and see to it that the server is told after the commit."""
    if not numbers or _is_paused.get():
        return
    EngineChange.everywhere.bulk_create([EngineChange(number=number) for number in numbers])
    send_soon()


@contextmanager
def paused() -> Iterator[None]:
    """Note nothing within: whoever asks for it sends everything afterwards."""
    before = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(before)


def send_soon() -> None:
    """Let a task tell the server after the commit; never fails: what is noted stays noted."""
    from search.engine.tasks import send_changes

    try:
        # A queue that refuses must not take the change along.
        with transaction.atomic():
            send_changes.enqueue()
    except Exception:
        logger.exception("Changes for the search server wait, for no task could be queued")


def send_changes_now() -> int:
    """Tell the server what changed; return how many changes it was told.

    Raises:
        EngineUnavailable, EngineRefused: what it was not told stays noted.
    """
    from search.engine.copying import copy

    told = 0
    while some := _first_changes():
        # Each entry by its own latest change: one read before a change of another process was
        # committed must not pass for later than that change.
        copy({number: pk for pk, number in some})
        forget([pk for pk, _number in some])
        told += len(some)
    return told


def forget(keys: Sequence[int]) -> None:
    """Note no longer what the server knows by now; ``keys`` are those of changes."""
    for start in range(0, len(keys), CHANGES_AT_ONCE):
        EngineChange.everywhere.filter(pk__in=keys[start : start + CHANGES_AT_ONCE]).delete()


def _first_changes() -> list[tuple[int, int]]:
    rows = EngineChange.everywhere.order_by("pk").values_list("pk", "number")
    return list(rows[:CHANGES_AT_ONCE])
