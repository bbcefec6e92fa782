"""A worker that says it is alive, puts back what dead ones left, and waits for the database."""

import logging
import socket
import threading
import time
from uuid import uuid4

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models.functions import Now
from django_tasks_db.management.commands import db_worker

from portal_network.work.attempts import BACKEND, LOST_AFTER, forget_old, recover
from portal_network.work.models import Worker
from portal_network.work.schedule import enqueue_due

logger = logging.getLogger(__name__)

# Seconds.
BEAT = LOST_AFTER.total_seconds() / 12
BETWEEN_CLEANINGS = 3600.0
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 30.0


def say_alive(key: str) -> None:
    """Note that the worker with this key is alive."""
    if not Worker.objects.filter(pk=key).update(seen_at=Now()):
        Worker.objects.create(
            pk=key, host=socket.gethostname()[:255], started_at=Now(), seen_at=Now()
        )


class Keeping:
    """Says every few seconds that a worker is alive, and keeps the queue, in a thread of its own.

    While a task takes an hour, others' tasks are still put back and the clock is still followed.
    """

    def __init__(self, key: str, *, follows_clock: bool, beat: float = BEAT) -> None:
        self.key = key
        self._follows_clock = follows_clock
        self._beat = beat
        self._end = threading.Event()
        self._cleaned_at: float | None = None
        self._thread = threading.Thread(target=self._run, name="keeping", daemon=True)

    def __enter__(self) -> "Keeping":
        say_alive(self.key)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.set()
        self._thread.join(timeout=LONGEST_WAIT)

    def _run(self) -> None:
        while True:
            try:
                self.keep_once()
            except Exception:
                # The database may be away for a while; the next beat finds it again.
                logger.warning("the queue could not be kept", exc_info=True)
            finally:
                close_old_connections()
            if self._end.wait(self._beat):
                connection.close()
                return

    def keep_once(self) -> None:
        """Do everything that a beat does."""
        say_alive(self.key)
        recovered = recover()
        if recovered.lost:
            logger.warning("%d tasks of dead workers are done again", recovered.lost)
        if self._follows_clock:
            enqueue_due()
        now = time.monotonic()
        if self._cleaned_at is None or now - self._cleaned_at > BETWEEN_CLEANINGS:
            self._cleaned_at = now
            forget_old()


def work(*, batch: bool, follows_clock: bool, interval: float = 1.0) -> None:
    """Do what is in the queue until somebody asks to stop; with ``batch`` until it is empty.

    Without a database it waits, longer each time up to half a minute. Each time it comes back under
    another key, so that a task whose end it could not note counts as lost and is done again.
    """
    wait = SHORTEST_WAIT
    while True:
        began = time.monotonic()
        try:
            _work_once(batch=batch, follows_clock=follows_clock, interval=interval)
            return
        except (OperationalError, InterfaceError):
            wait = SHORTEST_WAIT if time.monotonic() - began > LONGEST_WAIT else wait
            logger.warning("no database; trying again in %.0f seconds", wait)
            connection.close()
            time.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)


def _work_once(*, batch: bool, follows_clock: bool, interval: float) -> None:
    key = uuid4().hex
    worker = db_worker.Worker(
        queue_names=["*"], interval=interval, batch=batch, backend_name=BACKEND,
        startup_delay=not batch, max_tasks=None, worker_id=key, excluded_queue_names=[],
    )  # fmt: skip
    recover()
    with Keeping(key, follows_clock=follows_clock):
        worker.configure_signals()
        try:
            worker.run()
        finally:
            worker.reset_signals()
    Worker.objects.filter(pk=key).delete()
