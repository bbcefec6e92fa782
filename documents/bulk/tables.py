"""Tables of documents, row by row: CSV of any usual encoding, or XLSX; formulas are no values."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import PurePath
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from commune_site.procedures.importing.encodings import decode
from commune_site.procedures.importing.errors import UnreadableFile
from documents.bulk.columns import BY_HEADING, TELLING, plain
from documents.bulk.errors import RefusedImport

HEADING_WITHIN = 15
MOST_ROWS = 20_000
MOST_BYTES = 20 * 1024**2
MOST_UNPACKED = 300 * 1024**2
MOST_COLUMNS = 60
# After so many blank rows nothing follows.
MOST_BLANK = 1_000
_DELIMITERS = ",;\t"
_DAMAGE = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OSError, NotImplementedError, RuntimeError, csv.Error,
)  # fmt: skip
Line = tuple[int, list[str]]


def read_table(file: BinaryIO, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of each row, as spreadsheet programs count, with its cells by column.

    Raises:
        RefusedImport: the file is too large, damaged or of another kind, or has no headings.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > MOST_BYTES:
        raise RefusedImport(
            _("The table is larger than %(size)d MB.") % {"size": MOST_BYTES // 1024**2}
        )
    file.seek(0)
    is_workbook = file.read(2) == b"PK"
    file.seek(0)
    try:
        yield from _rows(_workbook(file) if is_workbook else _text(file.read()))
    except UnreadableFile as refusal:
        raise RefusedImport(str(refusal)) from refusal
    except _DAMAGE as error:
        text = _("The table “%(name)s” is damaged; save it again in Excel.")
        raise RefusedImport(text % {"name": PurePath(name).name}) from error


def _rows(lines: Iterator[Line]) -> Iterator[tuple[int, dict[str, str]]]:
    places: dict[int, str] = {}
    count = blank = 0
    for number, cells in lines:
        if not places:
            places = _headings(cells)
            if not places and number >= HEADING_WITHIN:
                break
            continue
        chosen = {name: cells[at] for at, name in places.items() if at < len(cells)}
        if not any(cell.strip() for cell in chosen.values()):
            blank += 1
            if blank > MOST_BLANK:
                break
            continue
        blank, count = 0, count + 1
        if count > MOST_ROWS:
            raise RefusedImport(
                _("The table has more than %(most)d rows; divide it.") % {"most": MOST_ROWS}
            )
        yield number, chosen
    if not places:
        raise RefusedImport(
            _(
                "No row of headings was found. The first rows need “Tệp” or “Số, ký hiệu”, and for "
                "example “Trích yếu”, “Loại văn bản”, “Cơ quan ban hành”, “Ngày ban hành”."
            )
        )


def _headings(cells: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        name = BY_HEADING.get(plain(cell))
        if name and name not in found.values():
            found[at] = name
    return found if TELLING & set(found.values()) and len(found) > 1 else {}


def _workbook(file: BinaryIO) -> Iterator[Line]:
    # Late: the library would fill the memory of every worker.
    from openpyxl import load_workbook

    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise RefusedImport(_("Unpacked, the table would be far too large."))
    file.seek(0)
    # Formulas come as texts that begin with "=", which no cell of a document does.
    book = load_workbook(file, read_only=True, data_only=False)
    try:
        sheet = book.worksheets[0]
        # What a sheet says of its own size is often wrong.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_cell(value) for value in row[:MOST_COLUMNS]]
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _shown(str(value))


def _shown(text: str) -> str:
    """Return a text in composed Unicode; a formula counts as nothing."""
    return "" if text.lstrip().startswith("=") else unicodedata.normalize("NFC", text)


def _text(content: bytes) -> Iterator[Line]:
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise RefusedImport(_("The table must be a CSV or an XLSX file."))
    text, _encoding = decode(content)
    text = text.replace("\x00", "")
    delimiter = max(_DELIMITERS, key=text[:4000].count)
    for number, cells in enumerate(
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1
    ):
        yield number, [_shown(cell) for cell in islice(cells, MOST_COLUMNS)]
