"""Rows of the queue in every state, as workers leave them."""

from datetime import datetime

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from portal_network.work.attempts import BACKEND

EXAMINE = "documents.tasks.examine_file"


def row(
    status: TaskResultStatus = TaskResultStatus.READY,
    *,
    attempts: int = 0,
    worker: str = "dead",
    finished_at: datetime | None = None,
    path: str = EXAMINE,
    arguments: list | None = None,
) -> DBTaskResult:
    """Return a stored task that ``attempts`` workers have taken up."""
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [7] if arguments is None else arguments, "kwargs": {}},
        task_path=path, backend_name=BACKEND, run_after=get_date_max(),
        worker_ids=[worker] * attempts, started_at=timezone.now() if attempts else None,
        finished_at=finished_at,
        exception_class_path="builtins.OSError" if status == TaskResultStatus.FAILED else "",
        traceback="",
    )  # fmt: skip
