"""Work that nobody waits for is done by a thread of the process, or by a worker."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished

PROJECT = Path(__file__).resolve().parents[2]
THREAD = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "portal_network.delivery.background.ThreadBackend"},
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


WORK_THROUGH_A_QUEUE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult
from documents.models import PortalDocument
from documents.tasks import examine_file
with connection.schema_editor() as editor:
    editor.create_model(DBTaskResult)
    editor.create_model(PortalDocument)
examine_file.enqueue(10**9)
print(DBTaskResult.objects.get().status)
options = ("--backend", "background", "--batch", "--no-startup-delay")
call_command("db_worker", *options, verbosity=0)
print(DBTaskResult.objects.get().status)
"""


def test_with_a_queue_in_the_database_a_worker_does_it(tmp_path):
    """In a process of its own, for the setting decides which apps there are."""
    environment = os.environ | {
        "TASKS_IN_DATABASE": "true",
        "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
        "PORTAL_STATE_DIR": str(tmp_path),
    }
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-c", WORK_THROUGH_A_QUEUE],
        env=environment, cwd=PROJECT, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.stdout.split() == ["READY", "SUCCESSFUL"], ran.stderr
