"""Tasks in the process itself, where no worker is set up."""

from django.db import close_old_connections, transaction
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

from portal_network.work.threads import BackgroundThread

# One at a time: tasks are heavy, and visitors of the same process go first.
_worker = BackgroundThread("tasks")


class AfterCommitBackend(ImmediateBackend):
    """Does what is enqueued at once, but never before the rows that it is about are committed.

    So callers enqueue inside of their transaction, as a queue in the database wants it: there the
    task is committed together with what it is about, and neither can be lost without the other.
    """

    def _execute_task(self, task_result: TaskResult) -> None:
        transaction.on_commit(lambda: self._begin(task_result))

    def _begin(self, task_result: TaskResult) -> None:
        super()._execute_task(task_result)


class ThreadBackend(AfterCommitBackend):
    """Does what is enqueued one by one in a thread, after the answer.

    What has not been done when the process ends is lost: a task must have a command beside it that
    finds what is left (such as ``examine_files``).
    """

    def _begin(self, task_result: TaskResult) -> None:
        _worker.submit(self._execute_in_thread, task_result)

    def _execute_in_thread(self, task_result: TaskResult) -> None:
        close_old_connections()
        try:
            super()._begin(task_result)
        finally:
            close_old_connections()
