"""Tables as files to take away: CSV for programs, XLSX for people; no cell is ever a formula."""

import csv
import io
from decimal import Decimal

from commune_site.figures.table import Table, Value
from portal_network.delivery.spreadsheets import BYTE_ORDER_MARK, harmless

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def to_csv(table: Table) -> bytes:
    """Return the table as CSV (RFC 4180, UTF-8): decimal points and ISO dates for programs."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([harmless(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_for_csv(value) for value in row])
    return BYTE_ORDER_MARK + lines.getvalue().encode()


def _for_csv(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(value) if isinstance(value, str) else str(value)


def to_xlsx(table: Table, title: str) -> bytes:
    """Return the table as a workbook whose numbers are numbers; the title names the sheet."""
    # Late, as in ``reading``.
    from commune_site.figures.workbook_files import workbook_file

    return workbook_file(table, title)
