"""Kills a worker (SIGKILL) before and after each statement that it sends, and lets another go on.

    python -m tests.postgresql.killed_worker

Prints one JSON object per death: where it was, what the queue held after it, and what in the end.
Forks, so that the portal is loaded once. Uses the database of ``DATABASE_URL``, which is migrated.
"""

import json
import os
import signal
import sys
from contextlib import ExitStack
from uuid import uuid4

import django

ROWS = [["2026-11-02", "20", "05986", "sổ đỏ", 3, 1], ["2026-11-02", "20", "", "lịch", 2, 0]]
# Beyond the last statement of any run.
NEVER = 1000


class Deadly:
    """Ends the process before or after the statement with this number."""

    def __init__(self, number: int, *, after: bool) -> None:
        self.number, self.after, self.seen = number, after, 0

    def __call__(self, execute, sql, params, many, context):
        """Run a statement, unless this is the moment to die."""
        self.seen += 1
        if self.seen == self.number and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if self.seen == self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def work(deadly: Deadly | None = None) -> int:
    """Let a process work until the queue is empty; return the signal that ended it, or 0."""
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    if child := os.fork():
        _child, status = os.waitpid(child, 0)
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    with ExitStack() as stack:
        if deadly is not None:
            stack.enter_context(connection.execute_wrapper(deadly))
        call_command("work", batch=True, without_schedule=True)
    os._exit(0)


def state() -> dict:
    """Return the queue's states and the sums that are stored."""
    from django.db.models import Sum
    from django_tasks_db.models import DBTaskResult

    from search.insights.models import QueryCount

    sums = QueryCount.everywhere.aggregate(asked=Sum("asked"), unanswered=Sum("unanswered"))
    queue = list(DBTaskResult.objects.values_list("status", flat=True))
    return {"queue": queue, "counted": [sums["asked"] or 0, sums["unanswered"] or 0]}


def begin() -> None:
    """Leave nothing but one task in the queue."""
    from django_tasks_db.models import DBTaskResult

    from portal_network.work.models import Worker
    from search.insights.models import QueryCount, StoredBatch
    from search.insights.tasks import store_counts

    for model in (DBTaskResult, Worker, StoredBatch):
        model.objects.all().delete()
    QueryCount.everywhere.all().delete()
    store_counts.enqueue(ROWS, str(uuid4()))


def die_at(number: int, *, after: bool) -> dict | None:
    """Return what became of a worker's death at this statement; None where it got to its end."""
    from django.db.models.functions import Now

    from portal_network.work.attempts import LOST_AFTER
    from portal_network.work.models import Worker

    begin()
    if work(Deadly(number, after=after)) != signal.SIGKILL:
        return None
    left = state()
    # As time passes.
    Worker.objects.update(seen_at=Now() - LOST_AFTER * 2)
    work()
    return {"statement": number, "after": after, "left": left, "end": state()}


def main() -> int:
    """Let workers die at every statement of a run."""
    django.setup()
    from django_scopes import scopes_disabled

    with scopes_disabled():
        for number in range(1, NEVER):
            deaths = [die_at(number, after=after) for after in (False, True)]
            if None in deaths:
                return 0
            for death in deaths:
                print(json.dumps(death), flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
