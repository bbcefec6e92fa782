"""Kills a worker (SIGKILL) before and after each statement that it sends, and lets another go on.

    python -m tests.postgresql.killed_worker counts|publishing

The worker stores counts of searches, or publishes a page whose time has come. Prints one JSON
object per death: where it was, what the queue held after it, and what in the end. Forks, so that
the portal is loaded once. Uses the database of ``DATABASE_URL``, which is migrated and holds the
usual network.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
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


def stored_counts() -> list[int]:
    """Return the sums that are stored."""
    from django.db.models import Sum

    from search.insights.models import QueryCount

    sums = QueryCount.everywhere.aggregate(asked=Sum("asked"), unanswered=Sum("unanswered"))
    return [sums["asked"] or 0, sums["unanswered"] or 0]


def ask_to_count() -> None:
    """Enqueue counts, where none are stored."""
    from search.insights.models import QueryCount, StoredBatch
    from search.insights.tasks import store_counts

    StoredBatch.objects.all().delete()
    QueryCount.everywhere.all().delete()
    store_counts.enqueue(ROWS, str(uuid4()))


def published() -> list[int]:
    """Return of the newest page: live or not, how often it is found, waits, and was published."""
    from wagtail.models import PageLogEntry

    from commune_site.models import PortalPage
    from search.finding import Scope, find
    from tests.networks import LANG_SON, TAM_THANH

    page = PortalPage.everywhere.order_by("pk").last()
    waiting = page.revisions.filter(approved_go_live_at__isnull=False)
    told = PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled")
    hits = find(Scope(LANG_SON, TAM_THANH), page.title, all_words=True).hits
    return [int(page.live), len(hits), waiting.count(), told.count()]


def ask_to_publish() -> None:
    """Enqueue the publication of a new page whose time has come."""
    from django.utils import timezone

    from portal_network.work.schedule import run_command
    from tests.factories import make_article
    from tests.networks import TAM_THANH

    page = make_article(TAM_THANH, title=f"Tin hẹn giờ {uuid4()}")
    page.unpublish()
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    run_command.enqueue("publish_scheduled")


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does: how it is asked for and what came of it; one death in so many moments."""

    ask: Callable[[], None]
    result: Callable[[], list[int]]
    step: int


JOBS = {
    "counts": Job(ask_to_count, stored_counts, 1),
    "publishing": Job(ask_to_publish, published, 7),
}


def state(job: Job) -> dict:
    """Return the queue's states and what came of the job."""
    from django_tasks_db.models import DBTaskResult

    own = DBTaskResult.objects.order_by("enqueued_at")
    return {"queue": list(own.values_list("status", flat=True)), "result": job.result()}


def begin(job: Job) -> None:
    """Leave nothing but one task in the queue."""
    from django_tasks_db.models import DBTaskResult

    from portal_network.work.models import Worker

    for model in (DBTaskResult, Worker):
        model.objects.all().delete()
    job.ask()


def die_at(job: Job, number: int, *, after: bool) -> dict | None:
    """Return what became of a worker's death at this statement; None where it got to its end."""
    from django.db.models.functions import Now

    from portal_network.work.attempts import LOST_AFTER
    from portal_network.work.models import Worker

    begin(job)
    if work(Deadly(number, after=after)) != signal.SIGKILL:
        return None
    left = state(job)
    # As time passes.
    Worker.objects.update(seen_at=Now() - LOST_AFTER * 2)
    work()
    return {"statement": number, "after": after, "left": left, "end": state(job)}


def main(job: Job) -> int:
    """Let workers die at every statement of a run, or at some all over it."""
    django.setup()
    from django_scopes import scopes_disabled

    with scopes_disabled():
        for number in range(1, NEVER, job.step):
            deaths = [die_at(job, number, after=after) for after in (False, True)]
            if None in deaths:
                return 0
            for death in deaths:
                print(json.dumps(death), flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(JOBS[sys.argv[1]]))
