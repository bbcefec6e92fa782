"""What became of each row, as a table to take away."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.models import DocumentImport, ImportedRow
from portal_network.delivery.spreadsheets import BYTE_ORDER_MARK, harmless

ROWS_AT_ONCE = 500


class _Echo:
    """Hands the writer's lines on instead of collecting them."""

    @staticmethod
    def write(value: str) -> str:
        return value


def report_of(batch: DocumentImport) -> Iterator[bytes]:
    """Yield the report as CSV that spreadsheet programs open with its marks, row by row."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    headings = (
        _("Row"), _("File"), _("Number and symbol"), _("Title"), _("Outcome"),
        pgettext("of an import", "Remarks"),
    )  # fmt: skip
    yield writer.writerow(headings).encode()
    rows = ImportedRow.everywhere.filter(batch=batch).order_by("number")
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        cells = (
            str(row.number), row.file_name, row.values.get("number", ""),
            row.values.get("title", ""), str(row.get_outcome_display()), " ".join(row.remarks),
        )  # fmt: skip
        yield writer.writerow([harmless(cell) for cell in cells]).encode()
