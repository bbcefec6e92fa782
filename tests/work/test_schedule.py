"""The clock is followed by whoever works: each command once when it is due, missed ones once."""

from datetime import datetime, timedelta

import pytest
from django.core.management import get_commands
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal_network.work import schedule
from portal_network.work.models import ScheduledRun
from portal_network.work.schedule import SCHEDULE, NotScheduled, enqueue_due, run_command

pytestmark = pytest.mark.django_db
NAMES = [entry.command for entry in SCHEDULE]


def moment(hour: int, minute: int, day: int = 3) -> datetime:
    """Return a moment of the portal's clock."""
    return timezone.make_aware(datetime(2026, 11, day, hour, minute, 30))


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = {"background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def finish_all() -> None:
    """Let the queue be worked off."""
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)


def test_every_command_of_the_schedule_exists():
    assert set(NAMES) <= set(get_commands())
    assert len(set(NAMES)) == len(NAMES)


def test_what_is_due_is_enqueued_once():
    assert enqueue_due(moment(12, 3)) == NAMES
    finish_all()
    assert enqueue_due(moment(12, 3)) == []
    assert enqueue_due(moment(12, 5)) == [
        "publish_scheduled", "send_notices", "examine_files", "tend_imports",
    ]  # fmt: skip
    finish_all()
    assert enqueue_due(moment(1, 15, day=4)) == [
        "publish_scheduled", "send_notices", "examine_files", "tend_imports", "tend_cases",
        "keep_effects", "back_up", "tend_search",
    ]  # fmt: skip


def test_what_was_missed_for_days_is_caught_up_once():
    enqueue_due(moment(12, 0))
    finish_all()
    assert enqueue_due(moment(12, 0, day=9)) == NAMES
    assert DBTaskResult.objects.count() == 2 * len(NAMES)


def test_a_clock_that_jumped_ahead_and_back_stops_nothing():
    enqueue_due(moment(12, 0, day=20))
    finish_all()
    assert enqueue_due(moment(12, 0)) == NAMES
    finish_all()
    # Clocks of two workers differ a little all the time.
    assert enqueue_due(moment(11, 59)) == []


def test_a_command_that_still_waits_is_not_enqueued_again():
    enqueue_due(moment(12, 0))
    assert enqueue_due(moment(12, 30)) == []
    assert DBTaskResult.objects.count() == len(NAMES)


def test_of_two_workers_at_the_same_moment_one_enqueues(monkeypatch):
    """The second has read the rows before the first changed them."""
    enqueue_due(moment(12, 0))
    finish_all()
    before = dict(ScheduledRun.objects.values_list("command", "enqueued_at"))
    later = moment(12, 30)
    assert schedule._enqueue("send_notices", before["send_notices"], later)
    finish_all()
    assert not schedule._enqueue("send_notices", before["send_notices"], later)
    assert not schedule._enqueue("send_notices", None, later)


def test_the_hour_of_a_daily_run_is_the_portals():
    due = schedule.at(1, 10)
    assert due(moment(1, 9)) == moment(1, 10, day=2).replace(second=0)
    assert due(moment(1, 10)) - moment(1, 10) < timedelta(0)


def test_the_queue_runs_nothing_but_the_schedule(monkeypatch):
    ran = []
    monkeypatch.setattr(schedule, "call_command", lambda name, **options: ran.append(name))
    run_command.call("clearsessions")
    with pytest.raises(NotScheduled):
        run_command.call("flush")
    assert ran == ["clearsessions"]
