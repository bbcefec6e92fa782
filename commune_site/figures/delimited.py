"""Reads CSV: whatever encoding and delimiter a Vietnamese Windows, a phone or a program chose."""

import codecs
import csv
import io

from django.utils.translation import gettext_lazy as _

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.grid import Cell, Grid, address
from commune_site.figures.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_LINES
from commune_site.figures.text import clean_text, has_control_characters, looks_like_tcvn3

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_LINES = 30
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with or without mark, or Windows' Vietnamese 1258.

    Raises:
        UnreadableTable: it is no text, or one of an encoding before Unicode such as TCVN3.
    """
    text = _decoded(content)
    if text is None or has_control_characters(text):
        raise UnreadableTable(
            _("This is not an Excel or CSV file. Save the table as .xlsx and choose it again.")
        )
    if looks_like_tcvn3(text):
        raise UnreadableTable(
            _(
                "The text is written with old fonts (.VnTime, TCVN3). Convert it to Unicode, for "
                "example with Unikey, and save it again."
            )
        )
    return text


def _decoded(content: bytes) -> str | None:
    encodings = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)]
    if not encodings and b"\0" in content:
        encodings = ["utf-16-be" if content[:1] == b"\0" else "utf-16-le"]
    for encoding in encodings or ["utf-8", "cp1258"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read_delimited(content: bytes) -> Grid:
    """Return the cells of a CSV file.

    Raises:
        UnreadableTable: the file is too long, holds formulas, or is no table.
    """
    text = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    grid = Grid([])
    try:
        for number, row in enumerate(reader):
            if number >= MAX_LINES:
                raise UnreadableTable(
                    _("The file has more than %(limit)d lines."), params={"limit": MAX_LINES}
                )
            grid.lines.append([_cell(text, number, place) for place, text in enumerate(row)])
            if len(row) > 4 * MAX_COLUMNS:
                raise UnreadableTable(
                    _("The table has %(count)d columns; at most %(limit)d can be shown."),
                    params={"count": len(row), "limit": MAX_COLUMNS},
                )
    except csv.Error as error:
        raise UnreadableTable(
            _("This is not an Excel or CSV file. Save the table as .xlsx and choose it again.")
        ) from error
    return grid


def _delimiter(text: str) -> str:
    """Return the delimiter that divides most lines alike."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def regularity(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
        common = max(set(counts), key=counts.count) if counts else 1
        return counts.count(common), common

    try:
        return max(DELIMITERS, key=regularity)
    except csv.Error:
        return DELIMITERS[0]


def _cell(text: str, line: int, column: int) -> Cell:
    cleaned = clean_text(text)
    if cleaned.startswith("="):
        raise UnreadableTable(
            _("Cell %(cell)s holds a formula. Save the file as .xlsx, or write the value itself."),
            params={"cell": address(line, column)},
        )
    if len(cleaned) > MAX_CELL_CHARACTERS:
        raise UnreadableTable(
            _("Cell %(cell)s holds more than %(limit)d characters."),
            params={"cell": address(line, column), "limit": MAX_CELL_CHARACTERS},
        )
    return cleaned or None
