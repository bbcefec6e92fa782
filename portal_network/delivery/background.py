"""Tasks in a thread of the process itself, where no worker is set up."""

from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

# One at a time: tasks are heavy, and visitors of the same process go first.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tasks")


class ThreadBackend(ImmediateBackend):
    """Does what is enqueued one by one, after the answer.

    What has not been done when the process ends is lost: a task must have a command beside it that
    finds what is left (such as ``examine_files``).
    """

    def _execute_task(self, task_result: TaskResult) -> None:
        _worker.submit(self._execute_in_thread, task_result)

    def _execute_in_thread(self, task_result: TaskResult) -> None:
        close_old_connections()
        try:
            super()._execute_task(task_result)
        finally:
            close_old_connections()
