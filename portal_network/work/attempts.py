"""What becomes of tasks that failed or whose worker died: tried again, in the end given up.

All of it is read from the rows of the queue and done by conditional updates, so that any worker
may do it at any time, several at once, and be killed while it does.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Func, IntegerField, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from portal_network.work.models import Worker

BACKEND = "background"
# Waits between attempts; after the last attempt a task is given up.
WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
MOST_ATTEMPTS = len(WAITS) + 1
# No task waits longer: clocks of machines differ by minutes, a wrong one by days.
LONGEST_WAIT = WAITS[-1] + timedelta(minutes=10)
# A worker says twelve times in this time that it is alive.
LOST_AFTER = timedelta(seconds=60)
KEPT_DONE, KEPT_GIVEN_UP = timedelta(days=1), timedelta(days=90)
WORKER_LOST = "portal_network.work.attempts.WorkerLost"


class WorkerLost(Exception):
    """The worker of a task has died; this is what is noted, nobody raises it."""


class Attempts(Func):
    """How often a task was taken up: the number of workers in its row."""

    function = "JSON_ARRAY_LENGTH"
    output_field = IntegerField()

    def as_postgresql(self, compiler, connection, **context) -> tuple[str, list]:
        """Return PostgreSQL's name of the function."""
        return super().as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many tasks were taken from dead workers, and how many failed ones wait again."""

    lost: int
    again: int


def is_queued() -> bool:
    """Tell whether tasks wait in the database for a worker, not in a thread of this process."""
    return isinstance(task_backends[BACKEND], DatabaseBackend)


def tasks() -> QuerySet[DBTaskResult]:
    """Return the tasks of the queue, each with ``attempts``."""
    return DBTaskResult.objects.filter(backend_name=BACKEND).annotate(
        attempts=Attempts("worker_ids")
    )


def given_up() -> QuerySet[DBTaskResult]:
    """Return the tasks that are not tried any more, the latest first."""
    rows = tasks().filter(status=TaskResultStatus.FAILED, attempts__gte=MOST_ATTEMPTS)
    return rows.order_by("-finished_at", "pk")


def recover(lost_after: timedelta = LOST_AFTER) -> Recovered:
    """Put back what dead workers left, and what failed and may be tried again."""
    _wait_no_longer()
    return Recovered(_take_from_the_dead(lost_after), _wait_again())


def try_again(key: str) -> bool:
    """Let a task that was given up begin anew; False where it was not given up, or is gone."""
    row = given_up().filter(pk=key)
    changes = {
        "status": TaskResultStatus.READY,
        "worker_ids": [],
        "run_after": timezone.now(),
        "finished_at": None,
    }
    return bool(row.update(**changes))


def forget_old() -> int:
    """Delete tasks that were done a day ago, or given up three months ago; return how many.

    What they were asked to do may be about people, so it is not kept longer than it is of use.
    """
    now = timezone.now()
    done = tasks().filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEPT_DONE)
    old = given_up().filter(finished_at__lt=now - KEPT_GIVEN_UP)
    return sum(
        DBTaskResult.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()[0]
        for rows in (done, old)
    )


def _take_from_the_dead(lost_after: timedelta) -> int:
    Worker.objects.filter(seen_at__lt=Now() - lost_after).delete()
    alive = set(Worker.objects.values_list("key", flat=True))
    lost = 0
    for row in tasks().filter(status=TaskResultStatus.RUNNING):
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        # Only as it was read: it may have ended, or somebody else has put it back.
        same = DBTaskResult.objects.filter(
            pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
        )
        if row.attempts >= MOST_ATTEMPTS:
            # It may be what kills workers.
            lost += same.update(
                status=TaskResultStatus.FAILED, finished_at=timezone.now(),
                exception_class_path=WORKER_LOST, traceback="",
            )  # fmt: skip
        else:
            lost += same.update(status=TaskResultStatus.READY, run_after=timezone.now())
    return lost


def _wait_no_longer() -> None:
    """Let tasks begin that wait for a time which only a clock that was wrong can have named."""
    now = timezone.now()
    waiting = tasks().filter(status=TaskResultStatus.READY, run_after__gt=now + LONGEST_WAIT)
    waiting.update(run_after=now)


def _wait_again() -> int:
    failed = tasks().filter(status=TaskResultStatus.FAILED, attempts__lt=MOST_ATTEMPTS)
    return sum(
        failed.filter(attempts=number).update(
            status=TaskResultStatus.READY, run_after=F("finished_at") + wait
        )
        for number, wait in enumerate(WAITS, start=1)
    )
