"""Work behind the request: in a thread of the same process, or by ``manage.py work``."""

from portal_network.settings.environment import env


def task_backends(*, in_database: bool) -> dict[str, dict]:
    """Return where tasks go: Wagtail's own, and ours."""
    ours = (
        "django_tasks_db.DatabaseBackend"
        if in_database
        else "portal_network.work.backends.ThreadBackend"
    )
    return {
        # Wagtail's own, which are quick and on whose end the public counts.
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        # Any queue: the schedule and rooms may name theirs.
        "background": {"BACKEND": ours, "QUEUES": []},
    }


TASKS = task_backends(in_database=env.bool("TASKS_IN_DATABASE", default=False))
