"""Tables for spreadsheet programs, in which no cell is ever run as a formula."""

from collections.abc import Iterator

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What makes a spreadsheet program compute a cell (OWASP: CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Tells spreadsheet programs that the file is UTF-8, so that Vietnamese marks survive.
BYTE_ORDER_MARK = "\ufeff".encode()


def harmless(value: str) -> str:
    """Return a text that a spreadsheet program shows instead of computing it."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Wagtail's export with texts of CSV files made harmless; it does so itself for XLSX."""

    custom_value_preprocess = SpreadsheetExportMixin.custom_value_preprocess | {
        str: {SpreadsheetExportMixin.FORMAT_CSV: harmless}
    }

    def stream_csv(self, queryset) -> Iterator[bytes]:
        """Yield the lines of the file."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)
