"""What the clock asks for: commands that workers hand to the queue when they are due.

No timer of the machine is needed, and no process of its own: each worker looks, one of them
enqueues. A run that was missed while nobody worked is caught up once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks import task
from django_tasks.base import TaskResultStatus

from portal_network.work.attempts import BACKEND, tasks
from portal_network.work.models import ScheduledRun

# Returns the last moment at or before the given one at which something was due.
Due = Callable[[datetime], datetime]


class NotScheduled(Exception):
    """The queue asks for a command that is not in the schedule."""


def every(minutes: int) -> Due:
    """Be due at the full ``minutes`` of each hour, such as :00, :05, :10 for 5."""

    def last(now: datetime) -> datetime:
        return now.replace(minute=now.minute - now.minute % minutes, second=0, microsecond=0)

    return last


def at(hour: int, minute: int) -> Due:
    """Be due once a day, by the portal's clock."""

    def last(now: datetime) -> datetime:
        today = datetime.combine(timezone.localdate(now), time(hour, minute))
        moment = timezone.make_aware(today)
        return moment if moment <= now else moment - timedelta(days=1)

    return last


@dataclass(frozen=True, slots=True)
class Entry:
    """A command and when it is due."""

    command: str
    due: Due


# By how much the clocks of two workers may differ.
CLOCKS_DIFFER = timedelta(minutes=5)
SCHEDULE = (
    Entry("publish_scheduled", every(1)),
    Entry("send_notices", every(5)),
    Entry("examine_files", every(5)),
    Entry("tend_imports", every(5)),
    Entry("tend_cases", every(60)),
    Entry("keep_effects", at(0, 1)),
    # Before what erases: what was erased by mistake is in the last backup.
    Entry("back_up", at(0, 30)),
    Entry("tend_search", at(1, 10)),
    Entry("erase_expired_lists", at(1, 20)),
    Entry("purge_sign_in_log", at(1, 30)),
    Entry("purge_audit_addresses", at(1, 40)),
    Entry("disable_idle_accounts", at(1, 50)),
    Entry("clearsessions", at(2, 0)),
    Entry("check_links", at(2, 30)),
    Entry("make_renditions", at(3, 0)),
    Entry("delete_orphans", at(3, 30)),
)
_COMMANDS = frozenset(entry.command for entry in SCHEDULE)


@task(backend=BACKEND)
def run_command(command: str) -> None:
    """Run a command of the schedule; all of them may run twice.

    Raises:
        NotScheduled: it is none of them.
    """
    if command not in _COMMANDS:
        raise NotScheduled(command)
    with scopes_disabled():
        call_command(command, verbosity=0)


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Enqueue what is due; return the commands.

    A command that still waits or runs is not enqueued a second time.
    """
    now = now or timezone.now()
    last_runs = dict(ScheduledRun.objects.values_list("command", "enqueued_at"))
    due = [
        entry.command
        for entry in SCHEDULE
        if not _has_run(entry, last_runs.get(entry.command), now)
    ]
    return [name for name in due if _enqueue(name, last_runs.get(name), now)] if due else []


def _has_run(entry: Entry, last: datetime | None, now: datetime) -> bool:
    # A run of tomorrow is one of a clock that was wrong: it says nothing.
    return last is not None and entry.due(now) <= last <= now + CLOCKS_DIFFER


def _enqueue(command: str, last: datetime | None, now: datetime) -> bool:
    try:
        with transaction.atomic():
            if not _claim(command, last, now) or _is_under_way(command):
                return False
            run_command.enqueue(command)
    except IntegrityError:
        # Another worker was first.
        return False
    return True


def _claim(command: str, last: datetime | None, now: datetime) -> bool:
    if last is None:
        ScheduledRun.objects.create(command=command, enqueued_at=now)
        return True
    return bool(
        ScheduledRun.objects.filter(command=command, enqueued_at=last).update(enqueued_at=now)
    )


def _is_under_way(command: str) -> bool:
    under_way = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    mine = tasks().filter(task_path=run_command.module_path, status__in=under_way)
    return mine.filter(args_kwargs__args=[command]).exists()
