"""Work of this room that nobody waits for."""

from django_scopes import scopes_disabled
from django_tasks import task

from search.query_log import store


@task(backend="background")
def store_counts(rows: list) -> None:
    """Add what a process has counted."""
    with scopes_disabled():
        store([tuple(row) for row in rows])
