"""The dry run: a row for each document, with what it says and what speaks against it."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from django.utils.translation import gettext as _

from documents.bulk.columns import FILE, SECTION, plain, read_cells
from documents.bulk.duplicates import known_as
from documents.bulk.errors import RefusedImport, RefusedRow
from documents.bulk.sources import TABLES, FolderSource, Source, ZipSource, name_key
from documents.bulk.tables import read_table
from documents.intake.sections import sections_for
from documents.intake.uploads import ACCEPTED
from documents.models import DocumentImport, ImportedRow

ROWS_AT_ONCE = 200
_CHUNK = 1024 * 1024
Outcome = ImportedRow.Outcome


@contextmanager
def source_of(batch: DocumentImport) -> Iterator[Source]:
    """Open where the files of an import lie.

    Raises:
        RefusedImport: they cannot be used.
    """
    if batch.folder:
        yield FolderSource(Path(batch.folder))
        return
    with batch.package.open("rb") as file:
        yield ZipSource(file, batch.package.size)


def check(batch: DocumentImport, *, seen) -> None:
    """Make the rows of an import anew; ``seen`` is called for each, and may stop it.

    Raises:
        RefusedImport: the package or its table cannot be used at all.
    """
    ImportedRow.everywhere.filter(batch=batch).delete()
    sections = {plain(name): page.pk for page in sections_for(batch.parent.specific)
                for name in (page.title, page.section)}  # fmt: skip
    waiting: list[ImportedRow] = []
    with source_of(batch) as source:
        names = _Names(source)
        for number, cells in _listed(batch, source, names):
            row = _checked(batch, source, names, sections, number, cells)
            if not row.remarks and (known := known_as(row, waiting)):
                row.outcome, row.remarks = Outcome.DUPLICATE, [known]
            waiting.append(row)
            if len(waiting) >= ROWS_AT_ONCE:
                ImportedRow.everywhere.bulk_create(waiting)
                waiting.clear()
            seen()
        ImportedRow.everywhere.bulk_create(waiting)
    if not ImportedRow.everywhere.filter(batch=batch).exists():
        raise RefusedImport(_("The package holds no document."))


class _Names:
    """The names of the files as rows may write them: with folders, or alone where unique."""

    def __init__(self, source: Source) -> None:
        self.tables: list[str] = []
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, str | None] = {}
        for name in source.names():
            if PurePath(name).suffix.lower() in TABLES:
                self.tables.append(name)
                continue
            key = name_key(name)
            self._by_path[key] = name
            short = key.rsplit("/", 1)[-1]
            self._by_name[short] = None if short in self._by_name else name

    def find(self, written: str) -> str:
        """Return the file that a row names.

        Raises:
            RefusedRow: there is none, or more than one.
        """
        key = name_key(written)
        if found := self._by_path.get(key):
            return found
        if key not in self._by_name:
            raise RefusedRow(_("The file “%(name)s” is not in the package.") % {"name": written})
        if (found := self._by_name[key]) is None:
            raise RefusedRow(
                _("Several files are called “%(name)s”; write the folder, too.") % {"name": written}
            )
        return found

    def files(self) -> list[str]:
        """Return the names of all files that are no tables."""
        return list(self._by_path.values())


def _listed(
    batch: DocumentImport, source: Source, names: _Names
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of the table; without one, a row for each file."""
    with ExitStack() as stack:
        table: BinaryIO | None = None
        called = batch.table.name
        if batch.table:
            table = stack.enter_context(batch.table.open("rb"))
        elif len(names.tables) == 1:
            called = names.tables[0]
            table = stack.enter_context(_seekable(source, called))
        elif names.tables:
            raise RefusedImport(_("The package holds several tables; leave one."))
        if table is not None:
            yield from read_table(table, called)
            return
    for number, name in enumerate(names.files(), start=1):
        yield number, {FILE: name}


@contextmanager
def _seekable(source: Source, name: str) -> Iterator[BinaryIO]:
    with SpooledTemporaryFile(_CHUNK) as copy, source.open(name) as file:
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        copy.seek(0)
        yield copy


def _checked(
    batch: DocumentImport, source: Source, names: _Names, sections: dict[str, int],
    number: int, cells: dict[str, str],
) -> ImportedRow:  # fmt: skip
    row = ImportedRow(batch=batch, number=number, outcome=Outcome.READY)
    row.values, row.remarks = read_cells(cells)
    written = row.values.pop(FILE, "")
    row.file_name = written[:500]
    try:
        if wanted := row.values.pop(SECTION, ""):
            row.values[SECTION] = _section(wanted, sections)
        if written:
            row.file_name = names.find(written)
            row.sha256 = _sum_of(source, row.file_name)
        elif not row.values.get("number") or not row.values.get("title"):
            raise RefusedRow(_("A document without a file needs number and summary."))
    except RefusedRow as refusal:
        row.remarks.append(str(refusal))
    if row.remarks:
        row.outcome = Outcome.REFUSED
    return row


def _section(wanted: str, sections: dict[str, int]) -> int:
    if (key := sections.get(plain(wanted))) is None:
        raise RefusedRow(_("No section of the site is called “%(name)s”.") % {"name": wanted[:80]})
    return key


def _sum_of(source: Source, name: str) -> str:
    if PurePath(name).suffix.lower() not in ACCEPTED:
        raise RefusedRow(_("Only PDF and Word files (.pdf, .docx) can be read."))
    digest = hashlib.sha256()
    with source.open(name) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
