"""Where the files of an import lie: in a ZIP or in a folder; read one by one, never unpacked."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.bulk.errors import RefusedImport, RefusedRow
from documents.files import kinds
from documents.files.containers import look_into_zip
from documents.files.findings import reasons
from documents.files.services import refuse_size
from search.text import fold

TABLES = (".csv", ".xlsx")
_UTF8_NAMES = 0x800
_DAMAGE = (
    zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
MOST_FILES = 20_000


def name_key(name: str) -> str:
    """Return by what names of files are compared: case, marks and slashes do not count."""
    return fold(name.replace("\\", "/")).strip().removeprefix("./").strip("/")


class Source:
    """The files of an import by their names."""

    def names(self) -> Iterator[str]:
        """Yield the names of all files, with their folders."""
        raise NotImplementedError

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file for reading.

        Raises:
            RefusedRow: it is damaged, or too large.
        """
        raise NotImplementedError


class ZipSource(Source):
    """The files of a ZIP; one that may do harm is refused as a whole."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Look the archive over.

        Raises:
            RefusedImport: it is none, damaged, encrypted, a bomb, or leads out of its folder.
        """
        contents = look_into_zip(file, size)
        if contents.findings:
            raise RefusedImport(" ".join(reasons([one.value for one in contents.findings])))
        if contents.kind != kinds.ZIP:
            raise RefusedImport(_("This is no ZIP archive of documents."))
        file.seek(0)
        self._archive = zipfile.ZipFile(file)
        self._entries = {
            _name_of(entry): entry for entry in self._archive.infolist() if not entry.is_dir()
        }

    def names(self) -> Iterator[str]:
        """Yield what is no rubbish of an operating system."""
        return (name for name in self._entries if not _is_rubbish(name))

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open an entry; what it says of its size is kept to by the reader."""
        entry = self._entries[name]
        _refuse_size(entry.file_size)
        try:
            with self._archive.open(entry) as file:
                yield file
        except _DAMAGE as error:
            raise RefusedRow(_("The file is damaged within the archive.")) from error


class FolderSource(Source):
    """The files of a folder of the server, and of those below it; links lead nowhere."""

    def __init__(self, folder: Path) -> None:
        """Take the folder.

        Raises:
            RefusedImport: it is none, or holds more files than an import may have.
        """
        self._root = folder.resolve()
        if not self._root.is_dir():
            raise RefusedImport(_("There is no folder %(folder)s.") % {"folder": folder})

    def names(self) -> Iterator[str]:
        """Yield the names in order, so that a second look finds the same positions."""
        count = 0
        for folder, below, files in os.walk(self._root):
            below.sort()
            for file in sorted(files):
                path = Path(folder, file)
                name = path.relative_to(self._root).as_posix()
                if _is_rubbish(name) or path.is_symlink():
                    continue
                count += 1
                if count > MOST_FILES:
                    raise RefusedImport(_("The folder holds too many files; divide it."))
                yield name

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file of the folder."""
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root) or not path.is_file():
            raise RefusedRow(_("The file is not there any more."))
        _refuse_size(path.stat().st_size)
        try:
            with path.open("rb") as file:
                yield file
        except OSError as error:
            raise RefusedRow(_("The file cannot be read.")) from error


def _refuse_size(size: int) -> None:
    try:
        refuse_size(size)
    except ValidationError as error:
        raise RefusedRow(*error.messages) from error


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return a name as it was written: Windows packs Vietnamese names without saying how."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _is_rubbish(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$")) or parts[-1] == "Thumbs.db"
