"""Tables as XLSX files: numbers are numbers, dates are dates, and no text is a formula."""

import io
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from commune_site.figures.table import Table, Value

_WHOLE, _BROKEN = "#,##0", "#,##0.##########"
_WIDEST = 60


def workbook_file(table: Table, title: str) -> bytes:
    """Return the table as a workbook whose numbers are numbers; the title names the sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.columns):
        widest = max([len(column.heading), *(len(str(row[place] or "")) for row in table.rows)])
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = min(max(widest + 3, 10), _WIDEST)
    sheet.append([_heading(sheet, column.heading) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_name(title: str) -> str:
    allowed = "".join(" " if letter in r"[]:*?/\'" else letter for letter in title)
    return allowed.strip()[:31] or "Bảng"


def _heading(sheet, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet, value: Value) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # openpyxl takes a text that begins with "=" for a formula.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, Decimal):
        cell.number_format = _WHOLE if value == value.to_integral_value() else _BROKEN
    elif value is not None and not isinstance(value, int):
        cell.number_format = "dd/mm/yyyy"
    return cell
