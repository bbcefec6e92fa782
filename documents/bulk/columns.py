"""The columns of a table of documents, by the headings that offices use; folded to compare."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from documents.bulk.errors import RefusedRow
from documents.models import DocumentType, LegalDocumentPage
from documents.record.vocabulary import fields
from search.text import fold

FILE, SECTION = "file", "section"
_SIGNS = re.compile(r"[^a-z0-9]+")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def plain(text: str) -> str:
    """Return a heading or a word of a list without marks, capitals and signs."""
    return _SIGNS.sub(" ", fold(text)).strip()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, its heading, how its cells are read, others of its headings."""

    name: str
    heading: str
    read: Callable[[str, str], str]
    aliases: tuple[str, ...] = ()


def _text(heading: str, cell: str) -> str:
    return " ".join(cell.split())


def _limited(name: str) -> Callable[[str, str], str]:
    longest = LegalDocumentPage._meta.get_field(name).max_length

    def read(heading: str, cell: str) -> str:
        text = _text(heading, cell)
        if longest and len(text) > longest:
            raise RefusedRow(
                _("%(heading)s: longer than %(most)d letters.")
                % {"heading": heading, "most": longest}
            )
        return text

    return read


def _day(heading: str, cell: str) -> str:
    text = cell.strip()
    try:
        if found := _DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        raise RefusedRow(
            _("%(heading)s: “%(cell)s” is no day; write it as 05/11/2026.")
            % {"heading": heading, "cell": text[:40]}
        ) from None


def _choice(offered: Callable[[], dict[str, str]]) -> Callable[[str, str], str]:
    def read(heading: str, cell: str) -> str:
        wanted = plain(cell)
        for value, label in offered().items():
            if wanted in (plain(value), plain(label)):
                return value
        raise RefusedRow(
            _("%(heading)s: “%(cell)s” is not in the list.")
            % {"heading": heading, "cell": cell.strip()[:60]}
        )

    return read


COLUMNS = (
    Column(FILE, "Tệp", _text, ("Tên tệp", "File", "Tệp đính kèm", "Tên file")),
    Column("number", "Số, ký hiệu", _limited("number"),
           ("Số ký hiệu", "Số hiệu", "Số và ký hiệu", "Số văn bản")),
    Column("title", "Trích yếu", _limited("title"),
           ("Trích yếu nội dung", "Tên văn bản", "Nội dung")),
    Column("document_type", "Loại văn bản", _choice(lambda: dict(DocumentType.choices)),
           ("Hình thức văn bản", "Loại", "Hình thức", "Thể loại")),
    Column("issuer", "Cơ quan ban hành", _limited("issuer"), ("Nơi ban hành văn bản", "Cơ quan")),
    Column("issued_on", "Ngày ban hành", _day, ("Ngày ký", "Ngày văn bản", "Ngày tháng")),
    Column("effective_on", "Ngày có hiệu lực", _day, ("Ngày hiệu lực", "Hiệu lực từ")),
    Column("expired_on", "Ngày hết hiệu lực", _day, ("Hết hiệu lực",)),
    Column("place", "Địa danh", _limited("place"), ("Nơi ban hành",)),
    Column("signatory", "Người ký", _limited("signatory"), ("Họ tên người ký",)),
    Column("signatory_post", "Chức vụ người ký", _limited("signatory_post"),
           ("Chức vụ", "Chức danh")),
    Column("field", "Lĩnh vực", _choice(fields), ("Ngành, lĩnh vực",)),
    Column(SECTION, "Chuyên mục", _text, ("Mục đăng",)),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}
BY_HEADING = {
    plain(heading): column.name
    for column in COLUMNS
    for heading in (column.heading, *column.aliases)
}
# One of these must be there, or the first row is no row of headings.
TELLING = {FILE, "number"}
DATES = ("issued_on", "effective_on", "expired_on")


def read_cells(cells: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the values of a row, and a sentence for each cell that cannot be read."""
    values, faults = {}, []
    for name, cell in cells.items():
        if not cell.strip():
            continue
        column = BY_NAME[name]
        try:
            values[name] = column.read(column.heading, cell)
        except RefusedRow as refusal:
            faults.append(str(refusal))
    return values, faults
