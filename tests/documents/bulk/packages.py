"""Packages of documents as offices send them: real PDF files in a ZIP, with or without a table."""

import csv
import io
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

HEADINGS = ("Tệp", "Số ký hiệu", "Trích yếu", "Loại văn bản", "Cơ quan ban hành", "Ngày ban hành")
ISSUER = "Ủy ban nhân dân phường Tam Thanh"


def pdf(words: str) -> bytes:
    """Return a PDF of one page that is like no other."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 720, words)
    canvas.save()
    return out.getvalue()


def row(number: int, **changes: str) -> tuple[str, ...]:
    """Return a good row of the table."""
    cells = {
        "Tệp": f"vb-{number}.pdf",
        "Số ký hiệu": f"{number}/KH-UBND",
        "Trích yếu": f"Kế hoạch số {number} về chuyển đổi số",
        "Loại văn bản": "Kế hoạch",
        "Cơ quan ban hành": ISSUER,
        "Ngày ban hành": "05/08/2025",
    } | changes
    return tuple(cells[heading] for heading in HEADINGS)


def as_csv(rows, headings=HEADINGS) -> bytes:
    """Return a table as Excel in Vietnam saves it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([headings, *rows])
    return "\ufeff".encode() + out.getvalue().encode()


def as_xlsx(rows, headings=HEADINGS) -> bytes:
    """Return a table as a workbook, with a title above the headings."""
    book = Workbook()
    for line in [("Danh mục văn bản năm 2025",), headings, *rows]:
        book.active.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_zip(files: Mapping[str, bytes]) -> bytes:
    """Return the files packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def package(count: int = 3, table: bytes | None = None, **more: bytes) -> bytes:
    """Return a ZIP of so many documents with their table."""
    files = {f"thang-8/vb-{number}.pdf": pdf(f"Van ban {number}") for number in range(1, count + 1)}
    files["danh-muc.csv"] = table or as_csv([row(number) for number in range(1, count + 1)])
    return as_zip(files | more)
