"""A thread finishes what it was asked for, and a forked process begins with its own."""

import os
import threading

import pytest

from portal_network.provisioning.management.commands import start_portal
from portal_network.work import backends
from portal_network.work.threads import BackgroundThread, finish_all


def test_nothing_is_left_after_waiting_even_what_was_asked_for_meanwhile():
    thread, done = BackgroundThread("thu"), []
    go = threading.Event()

    def first() -> None:
        go.wait(10)
        thread.submit(done.append, 2)
        done.append(1)

    thread.submit(first)
    threading.Timer(0.05, go.set).start()
    finish_all()
    assert done == [1, 2]


def test_what_fails_does_not_keep_whoever_waits():
    thread = BackgroundThread("thu")
    assert isinstance(thread.submit(int, "x").exception(), ValueError)
    thread.finish()


def test_a_forked_process_does_what_it_is_asked_for_itself():
    thread = BackgroundThread("thu")
    thread.submit(int).result()
    child = os.fork()
    if not child:
        # Without pytest's own end of a process.
        answer = thread.submit(os.getpid).result(timeout=10)
        os._exit(0 if answer == os.getpid() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.django_db
def test_the_portal_serves_only_when_no_task_of_its_preparation_is_left(monkeypatch):
    left, running = [], threading.Event()
    monkeypatch.setattr(start_portal, "EmbeddedServer", lambda *_arguments: Server(left))
    backends._worker.submit(running.wait, 0.2)
    start_portal.Command()._serve(8000)
    assert left == [set()]


class Server:
    """Notes what is left to do when it is to run."""

    def __init__(self, left: list) -> None:
        self.left = left

    def run(self) -> None:
        """Note it."""
        self.left.append(set(backends._worker._waiting))
