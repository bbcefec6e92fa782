"""A thread beside the requests of a process; each process has its own."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from weakref import WeakSet

_threads: "WeakSet[BackgroundThread]" = WeakSet()


class BackgroundThread:
    """Does one thing after the other, beside whoever asks for it.

    A process that is forked has no part of its parent's thread: it begins with one of its own, and
    what waited in the parent is done by the parent.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._begin()
        _threads.add(self)

    def _begin(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        self._lock = threading.Lock()
        self._waiting: set[Future] = set()

    def submit(self, work: Callable[..., object], *arguments: object) -> Future:
        """Have something done; return what tells when it is."""
        future = self._pool.submit(work, *arguments)
        with self._lock:
            self._waiting.add(future)
        future.add_done_callback(self._forget)
        return future

    def _forget(self, future: Future) -> None:
        with self._lock:
            self._waiting.discard(future)

    def finish(self) -> None:
        """Wait until nothing is left, also of what is asked for meanwhile."""
        while True:
            with self._lock:
                waiting = set(self._waiting)
            if not waiting:
                return
            wait(waiting)


def finish_all() -> None:
    """Wait until no thread of this process has anything left.

    Whoever forks calls it: a connection to the database that a thread has open at that moment goes
    to the child as well, whose locks SQLite then takes for granted, and the file is destroyed.
    """
    for thread in list(_threads):
        thread.finish()


def _begin_anew() -> None:
    for thread in list(_threads):
        thread._begin()


os.register_at_fork(after_in_child=_begin_anew)
