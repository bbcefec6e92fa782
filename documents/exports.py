"""Lists of documents to take away: CSV, XLSX, JSON of whatever was chosen; bounded, streamed."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from commune_site.figures.exports import CSV_TYPE, XLSX_TYPE, to_xlsx
from commune_site.figures.table import Column, Kind, Table
from documents.models import LegalDocumentPage
from portal_network.delivery.spreadsheets import BYTE_ORDER_MARK, harmless

# A workbook is built as a whole; the others are written while they are sent.
MOST_ROWS = {"csv": 50_000, "json": 50_000, "xlsx": 10_000}
ROWS_PER_QUERY = 500
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: its key in JSON and its heading in tables."""

    key: str
    heading: str
    is_date: bool = False

    def value(self, document: LegalDocumentPage) -> str | date | None:
        """Return what a document says in this column."""
        if self.key == "effect":
            return document.status_label() or None
        if self.key == "permanent_url":
            root, path = document.tenant.root_url, document.permanent_path
            return urljoin(root, path) if path else None
        if self.key == "url":
            return document.full_url
        label = getattr(document, f"get_{self.key}_display", None)
        found = getattr(document, self.key)
        return str(label()) if label and found else found or None


COLUMNS = (
    ExportColumn("number", gettext_lazy("Number and symbol")),
    ExportColumn("document_type", gettext_lazy("Type of document")),
    ExportColumn("document_kind", gettext_lazy("Kind of document")),
    ExportColumn("title", gettext_lazy("Title")),
    ExportColumn("summary", gettext_lazy("Abstract")),
    ExportColumn("issuer", gettext_lazy("Issuing body")),
    ExportColumn("level", gettext_lazy("Issuing level")),
    ExportColumn("field", pgettext_lazy("of a document", "Field")),
    ExportColumn("issued_on", gettext_lazy("Date of issue"), is_date=True),
    ExportColumn("effective_on", gettext_lazy("Effective date"), is_date=True),
    ExportColumn("expired_on", gettext_lazy("Expiry date"), is_date=True),
    ExportColumn("effect", gettext_lazy("Validity")),
    ExportColumn("signatory", gettext_lazy("Signatory")),
    ExportColumn("signatory_post", gettext_lazy("Post of the signatory")),
    ExportColumn("permanent_url", gettext_lazy("Permanent address")),
    ExportColumn("url", gettext_lazy("Address of the page")),
)


class TooManyRows(Exception):
    """More documents were chosen than one file of this kind may hold."""


def export(documents: QuerySet, kind: str, title: str) -> HttpResponse:
    """Return the documents as a file: ``csv``, ``xlsx`` or ``json``.

    Raises:
        TooManyRows: there are more than ``MOST_ROWS`` allows.
    """
    keys = list(documents.values_list("pk", flat=True)[: MOST_ROWS[kind] + 1])
    if len(keys) > MOST_ROWS[kind]:
        raise TooManyRows
    if kind == "xlsx":
        response = HttpResponse(_workbook(keys, title), content_type=XLSX_TYPE)
    elif kind == "csv":
        response = StreamingHttpResponse(_csv(keys), content_type=CSV_TYPE)
    else:
        response = StreamingHttpResponse(_json(keys, title), content_type=JSON_TYPE)
    response["Content-Disposition"] = f'attachment; filename="van-ban.{kind}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _documents(keys: list[int]) -> Iterator[LegalDocumentPage]:
    """Yield the documents in the order of their keys, with one query for many."""
    for start in range(0, len(keys), ROWS_PER_QUERY):
        some = keys[start : start + ROWS_PER_QUERY]
        # The longest column stays in the database; nothing here reads it.
        found = LegalDocumentPage.everywhere.defer("full_text").in_bulk(some)
        yield from (found[key] for key in some if key in found)


def _csv(keys: list[int]) -> Iterator[bytes]:
    yield BYTE_ORDER_MARK
    yield _line([harmless(str(column.heading)) for column in COLUMNS])
    for document in _documents(keys):
        values = (column.value(document) for column in COLUMNS)
        yield _line([harmless(v) if isinstance(v, str) else _iso(v) for v in values])


def _line(values: list[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(values)
    return line.getvalue().encode()


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def _json(keys: list[int], title: str) -> Iterator[bytes]:
    head = {"title": title, "made_at": timezone.now().isoformat(), "count": len(keys)}
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    yield f'{opening}, "documents": ['.encode()
    for number, document in enumerate(_documents(keys)):
        row = {column.key: column.value(document) for column in COLUMNS}
        told = {key: _iso(v) if isinstance(v, date) else v for key, v in row.items()}
        comma = ",\n" if number else "\n"
        yield (comma + json.dumps(told, ensure_ascii=False)).encode()
    yield b"\n]}\n"


def _workbook(keys: list[int], title: str) -> bytes:
    columns = tuple(
        Column(str(column.heading), Kind.DATE if column.is_date else Kind.TEXT)
        for column in COLUMNS
    )
    rows = tuple(
        tuple(column.value(document) for column in COLUMNS) for document in _documents(keys)
    )
    return to_xlsx(Table(columns, rows), title)
