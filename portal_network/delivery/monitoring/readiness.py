"""Whether the parts that the portal needs answer, each with its time."""

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.models import Case, Min, When
from django.db.models.functions import Now
from django.utils import timezone

from portal_network.backup import age as backup_age
from portal_network.delivery.monitoring import figures
from portal_network.delivery.page_cache import caches
from portal_network.work.attempts import given_up, is_queued, tasks
from search.engine.client import current_client

# Seconds for which an answer is repeated: asking often must not cost anything.
REMEMBERED_FOR = 2.0
LEAST_DISK = 200 * 1024 * 1024
# Beyond this a worker is missing.
LONGEST_IN_QUEUE = timedelta(minutes=15)


class NotWorking(Exception):
    """A part does not do what it is there for."""


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of one part; ``problem`` is empty when it works."""

    name: str
    seconds: float
    problem: str = ""

    @property
    def works(self) -> bool:
        """Tell whether the part works."""
        return not self.problem


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was found of all parts.

    Without the database nothing new can be answered. Without any other part the portal does less,
    but what it shows stays up, so it is still sent visitors.
    """

    parts: tuple[Part, ...]

    @property
    def is_ready(self) -> bool:
        """Tell whether visitors may be sent here."""
        return all(part.works for part in self.parts if part.name == "database")

    @property
    def status(self) -> str:
        """Return ``ready``, ``degraded`` (something does not work) or ``unready``."""
        if not self.is_ready:
            return "unready"
        return "ready" if all(part.works for part in self.parts) else "degraded"

    def as_dict(self) -> dict:
        """Return the details that operators and their programs see."""
        return {
            "status": self.status,
            "parts": {
                part.name: {
                    "works": part.works,
                    "milliseconds": round(part.seconds * 1000, 1),
                    **({"problem": part.problem} if part.problem else {}),
                }
                for part in self.parts
            },
        }


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _cache() -> None:
    key, value = f"ready:{os.getpid()}", secrets.token_hex(8)
    cache.set(key, value, 10)
    if cache.get(key) != value:
        raise NotWorking("It does not return what was stored.")


def _search() -> None:
    if settings.SEARCH_ENGINE is None:
        # The index lies in the database.
        _database()
    elif not current_client().exists(f"/_alias/{settings.SEARCH_ENGINE.prefix}"):
        raise NotWorking("It has no index: run rebuild_search.")


def _storage() -> None:
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.exists("ready")
        return
    folder = Path(default_storage.location)
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise NotWorking("The folder cannot be written to.")
    disk = os.statvfs(folder)
    if disk.f_bavail * disk.f_frsize < LEAST_DISK:
        raise NotWorking("The disk is full.")


def _tasks() -> None:
    if (waiting := queue()) is None:
        return
    if waiting.oldest > LONGEST_IN_QUEUE:
        raise NotWorking("Tasks wait, and nobody does them.")


def _backup() -> None:
    if not backup_age.is_expected():
        return
    age = backup_age.age_of_last_backup()
    if age is None:
        raise NotWorking("No backup has been taken: run back_up.")
    if age > backup_age.OLDEST:
        raise NotWorking("The last backup is too old: run back_up, and see why none was taken.")


PARTS: dict[str, Callable[[], None]] = {
    "database": _database,
    "cache": _cache,
    "search": _search,
    "storage": _storage,
    "tasks": _tasks,
    "backup": _backup,
}


@dataclass(frozen=True, slots=True)
class Queue:
    """The tasks that are due: how many, how long the oldest has waited; how many were given up."""

    waiting: int
    oldest: timedelta
    failed: int


def queue() -> Queue | None:
    """Return what stands in the queue; None where the process itself does its tasks."""
    if not is_queued():
        return None
    due = tasks().ready()
    # What waits for another attempt waits since then.
    since = Case(When(run_after__lte=Now(), then="run_after"), default="enqueued_at")
    oldest = due.aggregate(oldest=Min(since))["oldest"]
    age = timezone.now() - oldest if oldest else timedelta(0)
    return Queue(due.count() if oldest else 0, age, given_up().count())


def look(names: Iterable[str] = PARTS) -> Readiness:
    """Ask all parts, one after the other."""
    return Readiness(tuple(_look_at(name) for name in names))


def _look_at(name: str) -> Part:
    began = time.perf_counter()
    try:
        PARTS[name]()
        problem = ""
    except NotWorking as error:
        problem = str(error)
    except Exception as error:
        # Its text may name hosts and accounts.
        problem = type(error).__name__
    seconds = time.perf_counter() - began
    figures.PART_WORKS.labels(name).set(not problem)
    figures.PART_SECONDS.labels(name).set(seconds)
    return Part(name, seconds, problem)


_lock = threading.Lock()
_last: tuple[float, Readiness] | None = None


def readiness() -> Readiness:
    """Return what was found at most ``REMEMBERED_FOR`` seconds ago; one process asks once."""
    global _last
    with _lock:
        if _last is None or time.monotonic() - _last[0] > REMEMBERED_FOR:
            found = look()
            _last = (time.monotonic(), found)
        return _last[1]


def forget() -> None:
    """Ask anew the next time."""
    global _last
    with _lock:
        _last = None


def collect() -> bytes:
    """Return all figures, those that are only known when asked among them."""
    readiness()
    if (found := _queue_or_nothing()) is not None:
        figures.TASKS_WAITING.set(found.waiting)
        figures.TASK_AGE.set(found.oldest.total_seconds())
        figures.TASKS_FAILED.set(found.failed)
    if settings.SEARCH_ENGINE is not None and (changes := _waiting_changes()) is not None:
        figures.SEARCH_CHANGES_WAITING.set(changes)
    if backup_age.is_expected() and (age := _backup_age_or_nothing()) is not None:
        figures.BACKUP_AGE.set(age.total_seconds())
    if settings.PAGE_CACHE != "off":
        figures.PAGE_CACHE_BYTES.set(caches.store().memory.used)
    return figures.exposition()


def _backup_age_or_nothing() -> timedelta | None:
    try:
        return backup_age.age_of_last_backup()
    except Exception:
        # As with the queue.
        return None


def _waiting_changes() -> int | None:
    try:
        return apps.get_model("search", "EngineChange").everywhere.count()
    except Exception:
        # As with the queue.
        return None


def _queue_or_nothing() -> Queue | None:
    try:
        return queue()
    except Exception:
        # That the database is gone is said by ``portal_part_works``.
        return None
