"""Kills an import (SIGKILL) at one moment after another until it is through, each time going on.

    python -m tests.documents.bulk.killed_import FOLDER PAGE

Imports the folder below the page with this key, in the database of ``TEST_DATABASE_URL``. A child
dies some statements or writings of a file after it began, the next one goes on. Prints one JSON
object: how many died, the rows by outcome, the drafts and documents, and the files that no row
named, how many of them were deleted, and how many files are left on the disk.
"""

import json
import os
import signal
import sys
from contextlib import ExitStack
from datetime import timedelta
from unittest import mock

import django

# The first child dies after so many statements, each one some more later than the one before: so
# they die all over a row, and get through in the end.
FIRST, LATER = 60, 13


class Deadly:
    """Ends the process after so many statements and writings of files."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self) -> None:
        """Come one closer to the end."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, execute, sql, params, many, context):
        """Run a statement, and die if it is time."""
        result = execute(sql, params, many, context)
        self.step()
        return result


def go_on(key: int, steps: int) -> bool:
    """Let a child go on with the import; return whether it got to its end."""
    from django.core.files.storage import FileSystemStorage
    from django.db import connection

    from documents.bulk import services

    connection.close()
    if child := os.fork():
        _child, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return False
        assert status == 0
        return True
    deadly = Deadly(steps)
    save = FileSystemStorage._save

    def written(storage, name, content) -> str:
        kept = save(storage, name, content)
        deadly.step()
        return kept

    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(deadly.statement))
        stack.enter_context(mock.patch.object(FileSystemStorage, "_save", written))
        services.go_on(key)
    os._exit(0)


def files_on_disk() -> int:
    """Return how many files of documents lie in the storage."""
    from django.core.files.storage import default_storage

    return len(default_storage.listdir("documents")[1])


def main(folder: str, page: int) -> None:
    """Let children die until the import is through; print what there is then."""
    django.setup()
    from django_scopes import scopes_disabled

    from commune_site.models import PortalPage
    from documents.bulk import services
    from documents.models import DocumentImport, LegalDocumentPage, PortalDocument
    from portal_network.delivery.orphans import delete_orphans

    died = 0
    with scopes_disabled():
        parent = PortalPage.everywhere.get(pk=page)
        batch = services.send(parent, None, name="goi", folder=folder)
        for turn in (None, services.run):
            if turn:
                batch.refresh_from_db()
                assert turn(batch)
            while not go_on(batch.pk, FIRST + LATER * died):
                died += 1
                # As time passes.
                DocumentImport.everywhere.update(seen_at=None)
        before = files_on_disk()
        deleted = list(delete_orphans(timedelta(0)))
        print(
            json.dumps(
                {
                    "died": died,
                    "rows": services.counts(batch),
                    "drafts": LegalDocumentPage.everywhere.count(),
                    "documents": PortalDocument.everywhere.count(),
                    "orphans": before - PortalDocument.everywhere.count(),
                    "deleted": len(deleted),
                    "left on disk": files_on_disk(),
                }
            )
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
