"""Tables of this room as files for spreadsheet programs."""

import csv
import io
from collections.abc import Sequence

from django.http import HttpResponse
from django.utils import timezone

from portal_network.people.spreadsheets import BYTE_ORDER_MARK, harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_KINDS = ("csv", "xlsx")
MOST_ROWS = 20_000


def table_file(rows: list[Sequence[object]], name: str, kind: str) -> HttpResponse:
    """Return a table as a file for spreadsheet programs; no cell is ever run as a formula."""
    name = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([[_harmless(cell) for cell in row] for row in rows])
        content, content_type = (
            BYTE_ORDER_MARK + text.getvalue().encode(),
            "text/csv; charset=utf-8",
        )
    else:
        content, content_type = _workbook(rows), XLSX
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _workbook(rows: list[Sequence[object]]) -> bytes:
    # Late: the library would fill the memory of every worker.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        # openpyxl takes a text that begins with "=" for a formula.
        sheet.append([_harmless(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _harmless(cell: object) -> object:
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else cell
