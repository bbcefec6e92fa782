"""Looks into an XLSX file before anything unpacks it: macros, bombs, entities, other kinds."""

import io
import re
import zipfile
import zlib
from lzma import LZMAError

from django.utils.translation import gettext_lazy as _

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.limits import (
    MAX_ARCHIVE_FILES,
    MAX_PACKING_RATIO,
    MAX_UNPACKED_BYTES,
)

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_SMALL_FILE_BYTES = 1024 * 1024


def open_workbook_archive(content: bytes) -> zipfile.ZipFile:
    """Return the parts of a workbook once they are known to be harmless.

    Raises:
        UnreadableTable: it is another kind of file, holds macros, would unpack to too much, or
            declares entities.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    parts = archive.infolist()
    _refuse_bombs(parts)
    names = {part.filename for part in parts}
    _refuse_other_kinds(archive, names)
    try:
        _refuse_macros(archive, names)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_entities(archive.read(part))
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, zlib.error, LZMAError) as error:
        raise _damaged() from error
    return archive


def _damaged() -> UnreadableTable:
    return UnreadableTable(
        _("The file is damaged or locked with a password. Open it in Excel and save it again.")
    )


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more of a part than its header says.
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    is_bomb = unpacked > _SMALL_FILE_BYTES and unpacked / packed > MAX_PACKING_RATIO
    if len(parts) > MAX_ARCHIVE_FILES or unpacked > MAX_UNPACKED_BYTES or is_bomb:
        raise UnreadableTable(
            _(
                "The file unpacks to far more than a table needs. Copy the table alone into a new "
                "file and choose that one."
            )
        )


def _refuse_other_kinds(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if any(name.startswith("word/") for name in names):
        raise UnreadableTable(
            _("This is a Word file. Copy the table into Excel, save it as .xlsx and choose that.")
        )
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise UnreadableTable(
            _("This kind of spreadsheet cannot be read. Save it as .xlsx and choose it again.")
        )
    raise UnreadableTable(
        _("This is not an Excel or CSV file. Save the table as .xlsx and choose it again.")
    )


def _refuse_macros(archive: zipfile.ZipFile, names: set[str]) -> None:
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    has_code = any("vbaproject" in name.lower() for name in names)
    if has_code or b"macroEnabled" in types:
        raise UnreadableTable(
            _("The file holds macros. Save it as a workbook without macros (.xlsx).")
        )


def _refuse_entities(part: bytes) -> None:
    # Office writes UTF-8; another encoding could only hide what is looked for here.
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or _DECLARATION.search(part) or b"\0" in part[:64]:
        raise _damaged()
