"""Work of this room that nobody waits for."""

from uuid import UUID

from django_scopes import scopes_disabled
from django_tasks import task

from search.query_log import store_once


@task(backend="background")
def store_counts(rows: list, batch: str) -> None:
    """Add what a process has counted; the same ``batch`` counts once."""
    with scopes_disabled():
        store_once(UUID(batch), [tuple(row) for row in rows])
