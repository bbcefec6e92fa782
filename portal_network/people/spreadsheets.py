"""Tables for spreadsheet programs, in which no cell is ever run as a formula."""

from collections.abc import Iterator

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal_network.delivery.spreadsheets import BYTE_ORDER_MARK, harmless


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Wagtail's export with texts of CSV files made harmless; it does so itself for XLSX."""

    custom_value_preprocess = SpreadsheetExportMixin.custom_value_preprocess | {
        str: {SpreadsheetExportMixin.FORMAT_CSV: harmless}
    }

    def stream_csv(self, queryset) -> Iterator[bytes]:
        """Yield the lines of the file."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)
