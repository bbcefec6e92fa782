"""From a package to drafts: sent, checked, made; each step goes on where a dead process left it."""

import logging
from datetime import timedelta

from django.core.files.base import File
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import override

from commune_site.models import PortalPage
from documents.bulk import checking, making
from documents.bulk.errors import RefusedImport
from documents.models import DocumentImport, ImportedRow

logger = logging.getLogger(__name__)

State = DocumentImport.State
# Who has said nothing for so long is taken for dead: longer than any file is read.
SILENCE = timedelta(minutes=15)
# What nobody has said anything about for so long is given up, with its files.
WAITS = timedelta(days=30)


OVER = (State.DONE, State.REFUSED, State.GIVEN_UP)


class _Stopped(Exception):
    """Somebody has stopped the import, or another process has taken it over."""


def send(
    parent: PortalPage, user, *, name: str, package: File | None = None,
    table: File | None = None, folder: str = "",
) -> DocumentImport:  # fmt: skip
    """Keep a package, or the way to a folder of the server; nothing is looked at yet."""
    batch = DocumentImport(parent=parent, owner=user, name=name[-255:], folder=folder)
    if package is not None:
        batch.package.save("goi.zip", package, save=False)
    if table is not None:
        batch.table.save("bang.xlsx", table, save=False)
    batch.save()
    return batch


def go_on_later(batch: DocumentImport) -> None:
    """Have a background process do what is to be done with an import."""
    from documents.tasks import go_on_with_import

    go_on_with_import.enqueue(batch.pk)


def go_on(key: int) -> None:
    """Check an import, or make its drafts, whichever is to be done; alone at it.

    Does nothing where another process is at it. What is wrong with the package as a whole is kept
    as its problem.
    """
    batch = _claimed(key)
    if batch is None:
        return
    with override("vi"):
        try:
            if batch.state == State.CHECKING:
                checking.check(batch, seen=lambda: _say_alive(batch))
                _end(batch, State.CHECKED)
            else:
                making.make_drafts(batch, seen=lambda: _say_alive(batch))
                _end(batch, State.DONE)
        except _Stopped:
            return
        except RefusedImport as refusal:
            _end(batch, State.REFUSED, str(refusal))


def run(batch: DocumentImport) -> bool:
    """Let the drafts be made of what was checked; False where that is not its turn."""
    return _turn(batch, (State.CHECKED, State.STOPPED), State.RUNNING)


def stop(batch: DocumentImport) -> bool:
    """Stop making drafts; what was made stays, the rest can be made later."""
    return _turn(batch, (State.RUNNING,), State.STOPPED)


def give_up(batch: DocumentImport) -> bool:
    """Make no more of an import and delete what was sent; what was made of it stays."""
    given_up = _turn(batch, (State.CHECKED, State.STOPPED), State.GIVEN_UP)
    if given_up:
        _end(batch, State.GIVEN_UP)
    return given_up


def tend() -> None:
    """Go on with all imports that a process left, and give up those that nobody wants any more."""
    for key in list(forsaken().values_list("pk", flat=True)):
        try:
            go_on(key)
        except Exception:
            # One bad import never stops the others.
            logger.exception("import %s could not be gone on with", key)
    old = DocumentImport.everywhere.filter(created_at__lt=timezone.now() - WAITS)
    for batch in old.filter(state__in=(State.CHECKED, State.STOPPED)).order_by("pk"):
        give_up(batch)


def forsaken() -> QuerySet[DocumentImport]:
    """Return the imports at which nobody works although somebody should."""
    at_work = Q(state__in=(State.CHECKING, State.RUNNING))
    silent = Q(seen_at__isnull=True) | Q(seen_at__lt=timezone.now() - SILENCE)
    return DocumentImport.everywhere.filter(at_work & silent).order_by("pk")


def counts(batch: DocumentImport) -> dict[str, int]:
    """Return how many rows had each outcome, and how many there are (``all``); one query."""
    rows = ImportedRow.everywhere.filter(batch=batch).order_by().values_list("outcome")
    found = dict(rows.annotate(Count("pk")))
    return {one: found.get(one, 0) for one in ImportedRow.Outcome.values} | {
        "all": sum(found.values())
    }


def _turn(batch: DocumentImport, before: tuple[str, ...], after: str) -> bool:
    rows = DocumentImport.everywhere.filter(pk=batch.pk, state__in=before)
    if not rows.update(state=after, seen_at=None):
        return False
    batch.refresh_from_db()
    return True


def _claimed(key: int) -> DocumentImport | None:
    """Return an import that is to be worked on, as its only worker."""
    if not forsaken().filter(pk=key).update(seen_at=timezone.now()):
        return None
    return DocumentImport.everywhere.select_related("parent", "owner").get(pk=key)


def _say_alive(batch: DocumentImport) -> None:
    """Say that the import is being worked on.

    Raises:
        _Stopped: it is no longer to be.
    """
    rows = DocumentImport.everywhere.filter(pk=batch.pk, state=batch.state)
    if not rows.update(seen_at=timezone.now()):
        raise _Stopped


def _end(batch: DocumentImport, state: str, problem: str = "") -> None:
    is_over = state in OVER
    rows = DocumentImport.everywhere.filter(pk=batch.pk, state=batch.state)
    finished_at = timezone.now() if is_over else None
    if rows.update(state=state, problem=problem, finished_at=finished_at) and is_over:
        delete_files(batch)
        rows.model.everywhere.filter(pk=batch.pk).update(package="", table="")


def delete_files(batch: DocumentImport) -> None:
    """Delete what was sent."""
    for file in (batch.package, batch.table):
        if file:
            file.storage.delete(file.name)
