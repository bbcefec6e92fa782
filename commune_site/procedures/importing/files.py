"""Opens a file of procedures, whatever it calls itself: the content tells what it is."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from commune_site.procedures.importing.encodings import decode
from commune_site.procedures.importing.errors import Fault, UnreadableFile
from commune_site.procedures.importing.tables import (
    HEADING_WITHIN,
    MOST_COLUMNS,
    Formula,
    Line,
    Table,
    find_headings,
    read_table,
    refuse_without_headings,
)

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 300 * 1024 * 1024
DELIMITERS = ",;\t"

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)\"")
_CHUNK, _OVERLAP = 1 << 20, 200
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the parsers of a damaged archive raise; none of it says anything to an officer.
_DAMAGE = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


def read_file(content: bytes) -> Table:
    """Return the table of a CSV or XLSX file.

    Raises:
        UnreadableFile: the file is of another kind, too large, damaged or has no such table.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            _("The file is larger than %(size)s MB.") % {"size": MOST_BYTES // 1024**2}
        )
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))
    if content.startswith(b"PK"):
        return _read_archive(content)
    _refuse_other_kinds(content)
    return _read_csv(content)


def _refuse_other_kinds(content: bytes) -> None:
    head = content[:1024].lstrip().lower()
    reason = ""
    if content.startswith(_OLE_MARK):
        if "EncryptedPackage".encode("utf-16-le") in content:
            reason = _("The file has a password. Remove it in Excel and send the file again.")
        else:
            reason = _(
                "This is a file of an old Excel or Word (.xls, .doc). Open it and save it as "
                "“Excel Workbook (.xlsx)”."
            )
    elif head.startswith(b"%pdf"):
        reason = _("This is a PDF. Only spreadsheets (.xlsx) and CSV files can be imported.")
    elif head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"{\\rtf")):
        reason = _(
            "This is a web page or another text, not a spreadsheet, whatever its name ends in. "
            "Open it in Excel and save it as “Excel Workbook (.xlsx)”."
        )
    if reason:
        raise UnreadableFile(reason)


def _read_archive(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {info.filename for info in archive.infolist()}
            unpacked = sum(info.file_size for info in archive.infolist())
    except _DAMAGE as error:
        raise UnreadableFile(_damaged()) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableFile(
            _(
                "The file holds macros (.xlsm). Save it as “Excel Workbook (.xlsx)”, which holds "
                "none."
            )
        )
    if "word/document.xml" in names:
        raise UnreadableFile(
            _("This is a Word file. Only spreadsheets (.xlsx) and CSV files can be imported.")
        )
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            _("This is no Excel file. Only spreadsheets (.xlsx) and CSV files can be imported.")
        )
    if unpacked > MOST_UNPACKED_BYTES:
        raise UnreadableFile(
            _("Unpacked, the file would be larger than %(size)s MB.")
            % {"size": MOST_UNPACKED_BYTES // 1024**2}
        )
    try:
        return _read_workbook(content)
    except _DAMAGE as error:
        raise UnreadableFile(_damaged()) from error


def _damaged() -> str:
    return _("The file is damaged. Open it in Excel, save it again and send the new file.")


def _read_workbook(content: bytes) -> Table:
    # Late: the library would fill the memory of every worker.
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(content), read_only=True, data_only=False)
    reader.read()
    first: list[Line] = []
    try:
        for sheet, relation in reader.parser.find_sheets():
            worksheet = reader.wb[sheet.name] if sheet.name in reader.wb.sheetnames else None
            if worksheet is None or not hasattr(worksheet, "iter_rows"):
                continue
            # What a sheet says of its own size is often wrong.
            worksheet.reset_dimensions()
            headings = find_headings(_lines(worksheet))
            if headings is None:
                first += islice(_lines(worksheet), HEADING_WITHIN)
                continue
            table = read_table(_lines(worksheet), headings)
            with reader.archive.open(relation.target) as source:
                table.faults += _merged_cells(source, table.heading_row, set(headings[1]))
            return table
    finally:
        reader.archive.close()
    refuse_without_headings(first)
    raise AssertionError("unreachable")


def _lines(worksheet) -> Iterator[Line]:
    for number, row in enumerate(worksheet.iter_rows(), start=1):
        yield number, [_value(cell) for cell in row[:MOST_COLUMNS]]


def _value(cell) -> str | int | float | Formula:
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        return Formula()
    value = cell.value
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return str(value)
    return value


def _merged_cells(source, heading_row: int, used: set[int]) -> list[Fault]:
    """Return a fault for each merged range in the columns that are read, below the headings.

    openpyxl passes merged ranges over when it reads a sheet row by row.
    """
    from openpyxl.utils.cell import range_boundaries

    faults: dict[str, Fault] = {}
    rest = b""
    while chunk := source.read(_CHUNK):
        window = rest + chunk
        for match in _MERGED.finditer(window):
            reference = match[1].decode("ascii")
            left, top, right, bottom = range_boundaries(reference)
            if bottom > heading_row and any(left - 1 <= place < right for place in used):
                faults[reference] = Fault(
                    top,
                    reference,
                    _("These cells are merged. Separate them and fill in each of them."),
                )
        rest = window[-_OVERLAP:]
    return list(faults.values())


def _read_csv(content: bytes) -> Table:
    text, encoding = decode(content)
    if "\x00" in text:
        raise UnreadableFile(
            _("This is no text. Only spreadsheets (.xlsx) and CSV files can be imported.")
        )
    try:
        for delimiter in DELIMITERS:
            headings = find_headings(_csv_lines(text, delimiter))
            if headings is not None:
                table = read_table(_csv_lines(text, delimiter), headings)
                if encoding == "windows-1258":
                    table.warnings.append(
                        Fault(
                            table.heading_row,
                            "",
                            _("The file was read as Windows-1258: look closely at the marks."),
                        )
                    )
                return table
        refuse_without_headings(islice(_csv_lines(text, "\t"), HEADING_WITHIN))
    except csv.Error as error:
        raise UnreadableFile(_damaged()) from error
    raise AssertionError("unreachable")


def _csv_lines(text: str, delimiter: str) -> Iterator[Line]:
    # ``newline=""`` keeps line breaks inside of quoted cells as they are.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, cells in enumerate(reader, start=1):
        yield number, [_csv_value(cell) for cell in cells[:MOST_COLUMNS]]


def _csv_value(cell: str) -> str | Formula:
    return Formula() if cell.lstrip().startswith("=") else cell
