"""Work of this room that nobody waits for."""

from django_scopes import scopes_disabled
from django_tasks import task

from documents.bulk.services import go_on
from documents.files.services import examine_stored
from documents.intake.items import read_later


@task(backend="background")
def examine_file(key: int) -> str:
    """Examine the file of a document wholly; return the outcome, "" when it is gone."""
    with scopes_disabled():
        return str(examine_stored(key) or "")


@task(backend="background")
def read_dropped_file(key: int) -> None:
    """Read a dropped file for which there was no time while its officer waited."""
    with scopes_disabled():
        read_later(key)


@task(backend="background")
def go_on_with_import(key: int) -> None:
    """Check an import of many documents, or make its drafts."""
    with scopes_disabled():
        go_on(key)
