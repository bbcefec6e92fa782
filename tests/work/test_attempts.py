"""Failed tasks wait longer each time and are given up in the end; dead workers' tasks come back."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal_network.delivery.monitoring.readiness import queue
from portal_network.work import attempts
from portal_network.work.attempts import KEPT_DONE, KEPT_GIVEN_UP, MOST_ATTEMPTS, WAITS, recover
from portal_network.work.models import Worker
from portal_network.work.worker import say_alive
from tests.query_counts import queries_of
from tests.work.queue_rows import row

pytestmark = pytest.mark.django_db
READY, RUNNING = TaskResultStatus.READY, TaskResultStatus.RUNNING
FAILED, SUCCESSFUL = TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL


def test_each_failure_waits_longer_until_the_task_is_given_up():
    now = timezone.now()
    rows = [row(FAILED, attempts=n, finished_at=now) for n in range(1, MOST_ATTEMPTS + 1)]
    assert recover().again == len(WAITS)
    for task, wait in zip(rows, WAITS, strict=False):
        task.refresh_from_db()
        assert (task.status, task.run_after) == (READY, now + wait)
    assert sorted(WAITS) == list(WAITS)
    assert list(attempts.given_up()) == [rows[-1]]
    assert not DBTaskResult.objects.ready().exists()
    with queries_of() as statements:
        assert recover().again == 0
    assert len(statements) <= len(WAITS) + 4


def test_what_a_dead_worker_was_doing_is_done_again_and_a_living_ones_is_not():
    say_alive("alive")
    say_alive("silent")
    Worker.objects.filter(pk="silent").update(seen_at=Now() - attempts.LOST_AFTER * 2)
    mine = row(RUNNING, attempts=1, worker="alive")
    left = [row(RUNNING, attempts=1, worker=name) for name in ("silent", "unknown")]
    assert recover().lost == 2
    mine.refresh_from_db()
    assert mine.status == RUNNING
    for task in left:
        task.refresh_from_db()
        # Taken up once already, which counts.
        assert (task.status, len(task.worker_ids)) == (READY, 1)
    assert set(DBTaskResult.objects.ready()) == set(left)
    assert list(Worker.objects.values_list("pk", flat=True)) == ["alive"]


def test_a_task_that_kills_every_worker_is_given_up():
    task = row(RUNNING, attempts=MOST_ATTEMPTS)
    recover()
    (found,) = attempts.given_up()
    assert (found.pk, found.exception_class_path) == (task.pk, attempts.WORKER_LOST)


def test_a_task_that_was_given_up_begins_anew_once_and_no_other_does():
    given_up = row(FAILED, attempts=MOST_ATTEMPTS, finished_at=timezone.now())
    running = row(RUNNING, attempts=1)
    assert attempts.try_again(given_up.pk)
    assert not attempts.try_again(given_up.pk)
    assert not attempts.try_again(running.pk)
    given_up.refresh_from_db()
    assert (given_up.status, given_up.worker_ids) == (READY, [])
    assert given_up in DBTaskResult.objects.ready()


def test_what_is_done_is_forgotten_after_a_day_and_nothing_that_waits():
    now = timezone.now()
    row(SUCCESSFUL, attempts=1, finished_at=now - KEPT_DONE * 2)
    row(FAILED, attempts=MOST_ATTEMPTS, finished_at=now - KEPT_GIVEN_UP * 2)
    kept = {
        row(SUCCESSFUL, attempts=1, finished_at=now - KEPT_DONE / 2),
        row(FAILED, attempts=MOST_ATTEMPTS, finished_at=now - KEPT_GIVEN_UP / 2),
        row(FAILED, attempts=1, finished_at=now - KEPT_GIVEN_UP * 2),
        row(), row(RUNNING, attempts=1),
    }  # fmt: skip
    assert attempts.forget_old() == 2
    assert set(DBTaskResult.objects.all()) == kept


def test_the_age_of_the_queue_counts_from_the_next_attempt_on(settings):
    assert queue() is None
    settings.TASKS = {"background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    assert (queue().waiting, queue().oldest) == (0, timedelta(0))
    again = row(attempts=1)
    hour, now = timedelta(hours=1), timezone.now()
    DBTaskResult.objects.update(enqueued_at=now - 5 * hour, run_after=now - hour)
    assert (queue().waiting, round(queue().oldest / hour)) == (1, 1)
    DBTaskResult.objects.filter(pk=again.pk).update(run_after=now + hour)
    assert queue().waiting == 0


def test_without_a_queue_a_worker_says_what_to_set():
    with pytest.raises(CommandError, match="TASKS_IN_DATABASE"):
        call_command("work")


def test_a_task_that_a_wrong_clock_let_wait_for_a_day_begins_now():
    now = timezone.now()
    stuck, usual = row(READY), row(READY)
    DBTaskResult.objects.filter(pk=stuck.pk).update(run_after=now + timedelta(days=1))
    DBTaskResult.objects.filter(pk=usual.pk).update(run_after=now + WAITS[-1])
    recover()
    assert list(DBTaskResult.objects.ready()) == [stuck]
