"""Makes real spreadsheets for the tests."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook


def workbook(rows, *, merged=(), formats=(), change=None) -> bytes:
    """Return an XLSX file with these rows; ``change`` may alter the workbook before it is saved."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for block in merged:
        sheet.merge_cells(block)
    for cell, number_format in formats:
        sheet[cell].number_format = number_format
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return an XLSX file in which some parts are replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """Return one part of an XLSX file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def upload(content: bytes | str, name: str = "bang.xlsx") -> SimpleUploadedFile:
    """Return a file as a form receives it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


BUDGET = [
    ["ỦY BAN NHÂN DÂN XÃ QUỐC KHÁNH", None, None, "Biểu số 103/CK-NSNN", None, None],
    ["CÂN ĐỐI NGÂN SÁCH XÃ NĂM 2026"],
    [None, None, None, None, "Đơn vị: triệu đồng"],
    ["STT", "Nội dung", "Dự toán", None, "So sánh (%)", None],
    [None, None, "Ngân sách nhà nước", "Ngân sách xã", "Ngân sách nhà nước", "Ngân sách xã"],
    ["A", "B", 1, 2, "3=1/2", 4],
    ["I", "Tổng số thu", 1234567.89, 900, 0.125, 0.5],
    [1, "Thu nội địa", 1000, 600, 0.1, None],
    [2, "Thu bổ sung", 250.5, 300, 0.2, 0.3],
    ["Ghi chú: số liệu sơ bộ"],
    [None, None, None, None, "Ngày 15 tháng 10 năm 2026"],
    [None, None, None, None, "CHỦ TỊCH"],
]
BUDGET_MERGED = ["A1:B1", "D1:F1", "A2:F2", "A4:A5", "B4:B5", "C4:D4", "E4:F4"]
BUDGET_FORMATS = [(f"{column}{row}", "0.0%") for column in "EF" for row in (7, 8, 9)]


def budget() -> bytes:
    """Return an official form: letterhead, merged headings, numbered columns, note, signature."""
    return workbook(BUDGET, merged=BUDGET_MERGED, formats=BUDGET_FORMATS)
