"""From an uploaded file to a table: the kind is told from the content, never from the name."""

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from commune_site.figures.columns import typed_table
from commune_site.figures.delimited import read_delimited
from commune_site.figures.errors import UnreadableTable
from commune_site.figures.grid import Grid
from commune_site.figures.layout import find_table
from commune_site.figures.limits import MAX_FILE_BYTES
from commune_site.figures.table import Table

_OTHER_KINDS = (
    (b"%PDF", _("This is a PDF file. Choose the table as an Excel (.xlsx) or CSV file.")),
    (
        b"\xd0\xcf\x11\xe0",
        _(
            "This is an old Excel file (.xls) or one locked with a password. Open it in Excel and "
            "save it as .xlsx without a password."
        ),
    ),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<svg")


def read_table(file: File) -> Table:
    """Return the table of an XLSX or CSV file.

    Raises:
        UnreadableTable: the file is too large, of another kind, or holds no table that can be
            read without guessing; the message says why in words for the officer.
    """
    if file.size > MAX_FILE_BYTES:
        raise UnreadableTable(
            _("The file is larger than %(limit)d MB."),
            params={"limit": MAX_FILE_BYTES // (1024 * 1024)},
        )
    file.seek(0)
    content = file.read(MAX_FILE_BYTES + 1)
    return typed_table(find_table(_read_grid(content)))


def _read_grid(content: bytes) -> Grid:
    if not content.strip():
        raise UnreadableTable(_("The file holds no table: it is empty."))
    for start, message in _OTHER_KINDS:
        if content.startswith(start):
            raise UnreadableTable(message)
    if content.startswith(b"PK"):
        # Late: few requests read a workbook, and the library would fill the memory of every worker.
        from commune_site.figures.workbooks import read_workbook

        return read_workbook(content)
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise UnreadableTable(
            _("This is a web page that calls itself a table. Save it in Excel as .xlsx.")
        )
    return read_delimited(content)
