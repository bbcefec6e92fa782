"""Where no worker is set up, a thread of the process does what nobody waits for."""

import threading

import pytest
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished

THREAD = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "portal_network.work.backends.ThreadBackend"},
}
done: list[tuple[str, str]] = []


@task(backend="background")
def note(word: str) -> None:
    """Write down the thread that works; break on demand."""
    if word == "broken":
        raise RuntimeError("a fault of the task")
    done.append((word, threading.current_thread().name))


@pytest.fixture
def outcomes(settings):
    """Return how tasks ended, and a way to wait for one."""
    settings.TASKS = THREAD
    found: list[str] = []
    finished = threading.Semaphore(0)

    def listen(sender, task_result, **_signal):
        found.append(task_result.status)
        finished.release()

    task_finished.connect(listen, weak=False)
    done.clear()
    yield found, lambda: finished.acquire(timeout=10)
    task_finished.disconnect(listen)


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_beside_the_request_and_a_broken_one_stops_no_other(outcomes):
    statuses, wait = outcomes
    for word in ("first", "broken", "second"):
        note.enqueue(word)
    assert all(wait() for _number in range(3))
    assert [word for word, _thread in done] == ["first", "second"]
    assert all(thread.startswith("tasks") for _word, thread in done)
    assert statuses == [
        TaskResultStatus.SUCCESSFUL,
        TaskResultStatus.FAILED,
        TaskResultStatus.SUCCESSFUL,
    ]


@pytest.mark.django_db
def test_no_task_begins_before_the_rows_that_it_is_about_are_committed(
    settings, django_capture_on_commit_callbacks
):
    settings.TASKS = THREAD | {
        "background": {"BACKEND": "portal_network.work.backends.AfterCommitBackend"}
    }
    done.clear()
    with django_capture_on_commit_callbacks(execute=True):
        note.enqueue("late")
        assert done == []
    assert [word for word, _thread in done] == ["late"]
