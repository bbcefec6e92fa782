"""Reads the first visible sheet of an XLSX file: values, never formulas."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from commune_site.figures.archives import open_workbook_archive
from commune_site.figures.errors import UnreadableTable
from commune_site.figures.grid import Cell, Grid, Merged, address
from commune_site.figures.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_LINES
from commune_site.figures.text import clean_text, looks_like_tcvn3
from commune_site.figures.values import format_number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MAX_MERGED = 5_000
# Columns that are looked at; a table with more of them in use is refused.
_MAX_WIDTH = 4 * MAX_COLUMNS
# What openpyxl and the parsers below it raise over a workbook that no program wrote.
_MALFORMED = (
    ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OverflowError, NotImplementedError, EOFError,
)  # fmt: skip


def read_workbook(content: bytes) -> Grid:
    """Return the cells of the first visible sheet, with what formulas had computed.

    Raises:
        UnreadableTable: macros, bombs, errors in cells, formulas without values, too many lines.
    """
    with open_workbook_archive(content) as archive:
        try:
            return _read(content, archive)
        except UnreadableTable:
            raise
        except _MALFORMED as error:
            raise UnreadableTable(
                _("The workbook cannot be read. Open it in Excel, save it as .xlsx and try again.")
            ) from error


def _read(content: bytes, archive: zipfile.ZipFile) -> Grid:
    name = _first_visible_sheet(archive)
    outline = _outline(archive, _path_of_sheet(archive, name))
    last_line = outline.last_line
    if last_line > MAX_LINES:
        raise UnreadableTable(
            _("The sheet “%(name)s” has %(count)d lines; at most %(limit)d can be read."),
            params={"name": name[:60], "count": last_line, "limit": MAX_LINES},
        )
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = book[name]
        rows = sheet.iter_rows(min_row=1, max_row=max(last_line, 1), max_col=_MAX_WIDTH)
        lines = [[_cell(cell, n, c) for c, cell in enumerate(row)] for n, row in enumerate(rows)]
    finally:
        book.close()
    for number, column in outline.formulas:
        if lines[number][column] is None:
            raise UnreadableTable(
                _(
                    "Cell %(cell)s holds a formula whose value the file does not hold. Open the "
                    "file in Excel and save it, or write the value itself."
                ),
                params={"cell": address(number, column)},
            )
    return Grid([_without_end(line) for line in lines], outline.merged)


def _without_end(line: list[Cell]) -> list[Cell]:
    while line and line[-1] is None:
        line.pop()
    return line


def _first_visible_sheet(archive: zipfile.ZipFile) -> str:
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    for sheet in sheets:
        if sheet.get("state", "visible") == "visible":
            return sheet.attrib["name"]
    raise UnreadableTable(_("The workbook has no visible sheet."))


def _path_of_sheet(archive: zipfile.ZipFile, name: str) -> str:
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    key = next(sheet.attrib[_RELATION] for sheet in sheets if sheet.get("name") == name)
    for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if relation.get("Id") == key:
            target = relation.attrib["Target"]
            return target[1:] if target.startswith("/") else f"xl/{target}"
    raise KeyError(name)


@dataclass(slots=True)
class _Outline:
    """What openpyxl does not tell in its mode for reading: merged cells, formulas, the end."""

    merged: list[Merged] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    last_line: int = 0


def _outline(archive: zipfile.ZipFile, path: str) -> _Outline:
    outline = _Outline()
    with archive.open(path) as sheet:
        for _event, element in iterparse(sheet, events=("end",)):
            if element.tag == f"{_MAIN}row":
                _note_row(outline, element)
                element.clear()
            elif element.tag == f"{_MAIN}mergeCell" and len(outline.merged) < _MAX_MERGED:
                left, top, right, bottom = range_boundaries(element.attrib["ref"])
                if top <= MAX_LINES and left <= _MAX_WIDTH:
                    bottom, right = min(bottom, MAX_LINES), min(right, _MAX_WIDTH)
                    outline.merged.append(Merged(top - 1, left - 1, bottom - 1, right - 1))
    return outline


def _note_row(outline: _Outline, row: Element) -> None:
    filled = [cell for cell in row if len(cell)]
    if not filled:
        return
    outline.last_line = max(outline.last_line, int(row.get("r", outline.last_line + 1)))
    if outline.last_line > MAX_LINES:
        return
    for cell in filled:
        if (reference := cell.get("r")) is None:
            continue
        number, column = _place(reference)
        if column >= _MAX_WIDTH:
            raise UnreadableTable(
                _("Cell %(cell)s lies far outside the table. Delete what stands in it."),
                params={"cell": reference[:10]},
            )
        if cell.find(f"{_MAIN}f") is not None:
            outline.formulas.append((number, column))


def _place(reference: str) -> tuple[int, int]:
    left, top, _right, _bottom = range_boundaries(reference)
    return top - 1, left - 1


def _cell(cell, line: int, column: int) -> Cell:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        raise UnreadableTable(
            _("Cell %(cell)s holds an error (%(text)s). Correct it in Excel and save the file."),
            params={"cell": address(line, column), "text": str(value)[:20]},
        )
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "", address(line, column))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return _text(str(value), address(line, column))


def _text(value: str, where: str) -> Cell:
    text = clean_text(value)
    if len(text) > MAX_CELL_CHARACTERS:
        raise UnreadableTable(
            _("Cell %(cell)s holds more than %(limit)d characters."),
            params={"cell": where, "limit": MAX_CELL_CHARACTERS},
        )
    if looks_like_tcvn3(text):
        raise UnreadableTable(
            _(
                "The text is written with old fonts (.VnTime, TCVN3). Convert it to Unicode, for "
                "example with Unikey, and save it again."
            )
        )
    return text or None


def _number(value: int | float, number_format: str, where: str) -> Cell:
    """Return a number with the 15 digits that spreadsheet programs keep."""
    try:
        number = Decimal(f"{value:.15g}")
    except InvalidOperation as error:
        raise UnreadableTable(
            _("Cell %(cell)s: the number has too many digits."), params={"cell": where}
        ) from error
    is_share = "%" in re.sub(r'"[^"]*"', "", number_format)
    if is_share:
        number *= 100
    if not number.is_finite() or abs(number) >= Decimal(10) ** 18:
        raise UnreadableTable(
            _("Cell %(cell)s: the number has too many digits."), params={"cell": where}
        )
    number = _plain(number)
    return f"{format_number(number)}%" if is_share else number


def _plain(number: Decimal) -> Decimal:
    """Return the number without exponent, with at most ten decimals."""
    rounded = round(number, 10).normalize()
    return Decimal(f"{rounded:f}")
