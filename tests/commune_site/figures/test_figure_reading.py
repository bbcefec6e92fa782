"""What is taken from files, and why a file is refused."""

import io
import struct
import tracemalloc
import unicodedata
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.limits import MAX_FILE_BYTES, MAX_ROWS
from commune_site.figures.reading import read_table
from commune_site.figures.table import Column, Kind, Table
from tests.commune_site.figures.sheets import budget, part_of, upload, with_parts, workbook

CSV = "Nội dung;Số tiền\nThu phí;1.234,5\nThu khác;12\n"


def read(content, name="bang.xlsx") -> Table:
    return read_table(upload(content, name))


def refusal(content, name="bang.xlsx") -> str:
    """Return the Vietnamese sentence with which a file is refused."""
    with translation.override("vi"), pytest.raises(UnreadableTable) as caught:
        read(content, name)
    return caught.value.messages[0]


def test_an_official_form_is_understood():
    table = read(budget())
    assert [column.heading for column in table.columns] == [
        "STT",
        "Nội dung",
        "Dự toán: Ngân sách nhà nước (triệu đồng)",
        "Dự toán: Ngân sách xã (triệu đồng)",
        "So sánh (%): Ngân sách nhà nước (%)",
        "So sánh (%): Ngân sách xã (%)",
    ]
    assert table.rows == (
        ("I", "Tổng số thu", Decimal("1234567.89"), Decimal(900), Decimal("12.5"), Decimal(50)),
        ("1", "Thu nội địa", Decimal(1000), Decimal(600), Decimal(10), None),
        ("2", "Thu bổ sung", Decimal("250.5"), Decimal(300), Decimal(20), Decimal(30)),
    )
    assert table.note == "Ghi chú: số liệu sơ bộ"
    assert table.is_total(table.rows[0])
    assert not table.is_total(table.rows[1])


def test_kinds_of_columns_are_told_apart():
    rows = [
        ["Năm", "Ngày", "Mã", "Số hộ", "Kết quả"],
        [2024, date(2024, 3, 1), "001", 12, "Đạt"],
        [2025, datetime(2025, 3, 1), "002", "1.234", 5],
        [2026, "01/03/2026", "010", "-", "Chưa đạt"],
    ]
    table = read(workbook(rows))
    kinds = [column.kind for column in table.columns]
    assert kinds == [Kind.YEAR, Kind.DATE, Kind.TEXT, Kind.NUMBER, Kind.TEXT]
    assert table.rows[1] == (2025, date(2025, 3, 1), "002", Decimal(1234), "5")
    assert table.rows[2][3] is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_is_read_in_every_unicode(encoding):
    table = read(CSV.encode(encoding), "bang.csv")
    assert table.columns == (Column("Nội dung"), Column("Số tiền", Kind.NUMBER))
    assert table.rows == (("Thu phí", Decimal("1234.5")), ("Thu khác", Decimal(12)))


def in_windows_1258(text: str) -> bytes:
    """Write a text as Vietnamese Windows does: marks of tones behind their letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        rest = "".join(mark for mark in parts if mark not in tones)
        written += (unicodedata.normalize("NFC", rest) + tone).encode("cp1258")
    return written


def test_csv_of_an_old_vietnamese_windows_is_read_and_composed():
    table = read(in_windows_1258(CSV), "bang.csv")
    assert [column.name for column in table.columns] == ["Nội dung", "Số tiền"]
    assert [row[0] for row in table.rows] == ["Thu phí", "Thu khác"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_recognised(delimiter):
    lines = [["Nội dung", "Số hộ", "Ghi nhận"], ["Thôn 1", "12", "a; b, c"], ["Thôn 2", "9", "d"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert read(text, "bang.csv").rows[0] == ("Thôn 1", Decimal(12), "a; b, c")


def test_text_is_composed_and_freed_of_invisible_characters():
    decomposed = unicodedata.normalize("NFD", "Hộ nghèo")
    table = read(workbook([["Tên", "Số"], [f"\u202e{decomposed}\u200b  \n 🌾", 1]]))
    assert table.rows[0][0] == "Hộ nghèo 🌾"


def formulas(value: bytes | None):
    """Return a workbook with a sum, and what Excel had computed for it."""
    content = workbook([["Tên", "Số"], ["A", 1], ["Cộng", "=SUM(B2:B2)"]])
    sheet = part_of(content, "xl/worksheets/sheet1.xml")
    assert b"<v></v>" in sheet or b"<v />" in sheet or b"<v/>" in sheet
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        sheet = sheet.replace(empty, b"" if value is None else b"<v>" + value + b"</v>")
    return with_parts(content, {"xl/worksheets/sheet1.xml": sheet})


def test_of_a_formula_the_computed_value_is_kept():
    table = read(formulas(b"1"))
    assert table.rows[1] == ("Cộng", Decimal(1))


def test_a_formula_without_a_value_is_refused_with_its_cell():
    assert refusal(formulas(None)).startswith("Ô B3 là công thức nhưng trong tệp không có giá trị")


def test_a_formula_in_csv_is_refused_with_its_cell():
    text = "Tên;Số\nA;=cmd|' /C calc'!A0\n"
    assert refusal(text, "bang.csv").startswith("Ô B2 là công thức.")


def test_an_error_of_excel_is_refused_with_its_cell():
    rows = [["Tên", "Số"], ["A", "#DIV/0!"]]
    assert refusal(workbook(rows)).startswith("Ô B2 đang báo lỗi (#DIV/0!)")


def test_a_name_merged_over_lines_stands_in_each():
    rows = [["Thôn", "Loại", "Số hộ"], ["Thôn 1", "Nghèo", 3], [None, "Cận nghèo", 5]]
    table = read(workbook(rows, merged=["A2:A3"]))
    assert [row[0] for row in table.rows] == ["Thôn 1", "Thôn 1"]


def test_a_figure_merged_over_lines_is_refused_with_its_cells():
    rows = [["Thôn", "Số hộ"], ["Thôn 1", 3], ["Thôn 2", None]]
    assert refusal(workbook(rows, merged=["B2:B3"])).startswith("Các ô gộp B2:B3 ghi một số")


def test_hidden_sheets_are_not_read():
    def change(book):
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("Công khai")
        for row in (["Tên", "Số"], ["Hiện", 2]):
            shown.append(row)

    table = read(workbook([["Tên", "Số"], ["Bí mật", 1]], change=change))
    assert table.rows == (("Hiện", Decimal(2)),)


def test_an_unclear_comma_is_refused():
    rows = "Tên;Số\nA;1,234\nB;5,678\n"
    assert "có thể hiểu là hàng nghìn hoặc số thập phân" in refusal(rows, "bang.csv")


def test_two_ways_of_writing_in_one_column_are_refused():
    assert "Cột “Số” có số ghi kiểu" in refusal("Tên;Số\nA;1.234,5\nB;1,234.5\n", "bang.csv")


@pytest.mark.parametrize(
    ("number", "number_format"), [(1e18, "0"), (5e17, "0%"), (1e300, "0%"), (-1e16, "0.0%")]
)
def test_a_number_with_too_many_digits_is_refused_with_its_cell(number, number_format):
    content = workbook([["Tên", "Số"], ["A", number]], formats=[("B2", number_format)])
    assert refusal(content) == "Ô B2: số có quá nhiều chữ số."


def test_a_mistyped_number_is_refused_with_its_cell():
    assert refusal("Tên;Số\nA;12\nB;1.23.4\n", "bang.csv").startswith("Ô B3: “1.23.4” không phải")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "bang.csv", "Tệp trống"),
        (b"%PDF-1.7\n", "bang.xlsx", "Đây là tệp PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bang.xlsx", "Excel đời cũ"),
        (b"<html><table><tr><td>1</td></tr></table>", "bang.xls", "một trang web"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "bang.csv", "không phải tệp Excel hay CSV"),
        (b"PK\x03\x04 broken", "bang.xlsx", "Tệp bị hỏng"),
        (bytes(range(256)), "bang.csv", "không phải tệp Excel hay CSV"),
        ("Céng hßa x· héi;Sè\n®ång;1\n".encode(), "bang.csv", "phông cũ"),
        (b"chi mot cot\n1\n2\n", "bang.csv", "ít nhất hai cột"),
        ("Tên;Số\n".encode(), "bang.csv", "không có dòng nào"),
        (b"1;2\n3;4\n", "bang.csv", "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_other_files_are_refused_by_what_they_hold(content, name, words):
    assert words in refusal(content, name)


def test_other_kinds_of_archives_are_named():
    def archive(*names):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            for name in names:
                made.writestr(name, "x")
        return stream.getvalue()

    assert "tệp Word" in refusal(archive("word/document.xml"))
    assert "loại bảng tính này" in refusal(archive("mimetype", "content.xml"))
    assert "không phải tệp Excel" in refusal(archive("anh.png"))


def test_macros_are_refused():
    with_code = with_parts(budget(), {"xl/vbaProject.bin": b"code"})
    assert "chứa macro" in refusal(with_code)
    types = part_of(budget(), "[Content_Types].xml")
    enabled = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
    assert "chứa macro" in refusal(with_parts(budget(), {"[Content_Types].xml": enabled}))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = with_parts(budget(), {"xl/media/image1.png": b"\0" * 40_000_000})
    assert len(bomb) < MAX_FILE_BYTES
    tracemalloc.start()
    try:
        assert "khi giải nén lớn hơn nhiều" in refusal(bomb)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_unpacks_no_more_than_it_says():
    content = bytearray(with_parts(budget(), {"xl/comments1.xml": b"a" * 20_000_000}))
    # The directory at the end states sizes; claim that the bomb unpacks to 10 bytes.
    place = content.rindex(b"xl/comments1.xml") - 46
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    assert "Tệp bị hỏng" in refusal(bytes(content))


def test_entities_are_refused():
    sheet = part_of(budget(), "xl/worksheets/sheet1.xml")
    laughing = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>' + sheet
    assert "Tệp bị hỏng" in refusal(with_parts(budget(), {"xl/worksheets/sheet1.xml": laughing}))


def test_a_hundred_thousand_lines_are_refused():
    lines = "\n".join(f"Thôn {n};{n}" for n in range(100_000))
    assert "hơn 1200 dòng" in refusal(f"Tên;Số\n{lines}", "bang.csv").replace(".", "")
    text = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(2, 100_002))
    head = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    sheet = f"{head}{text}</sheetData></worksheet>".encode()
    message = refusal(with_parts(budget(), {"xl/worksheets/sheet1.xml": sheet}))
    assert "có 100001 dòng" in message.replace(".", "")


def test_a_stray_cell_far_outside_is_named_and_costs_nothing():
    def change(book):
        book.active["XFD5"] = "xa"

    content = workbook([["Tên", "Số"], ["A", 1]], change=change)
    tracemalloc.start()
    try:
        message = refusal(content)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert message.startswith("Ô XFD5 nằm xa ngoài bảng")


def test_too_many_lines_and_columns_are_refused():
    rows = [["Tên", "Số"], *([f"Thôn {n}", n] for n in range(MAX_ROWS + 1))]
    assert "hơn 1000 dòng" in refusal(workbook(rows)).replace(".", "")
    wide = [[f"Cột {n}" for n in range(31)], list(range(31))]
    assert "Bảng có 31 cột" in refusal(workbook(wide))


def test_a_file_over_the_limit_is_refused_without_reading_it():
    assert refusal(b"a" * (MAX_FILE_BYTES + 1), "bang.csv") == "Tệp lớn hơn 5 MB."


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    try:
        read(content, "bang.csv")
    except UnreadableTable as refused:
        assert refused.messages


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=20))
def test_no_damaged_workbook_breaks_the_reader(place, noise):
    content = bytearray(budget())
    place %= len(content)
    content[place : place + len(noise)] = noise
    try:
        read(bytes(content))
    except UnreadableTable as refused:
        assert refused.messages


cells = st.one_of(st.text(max_size=12), st.integers(-(10**9), 10**9), st.none(), st.dates())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6))
def test_every_table_that_is_read_is_kept_without_loss(rows):
    printable = [
        [cell if not isinstance(cell, str) else "".join(c for c in cell if c.isprintable())
         for cell in row]
        for row in rows
    ]  # fmt: skip
    try:
        table = read(workbook([["Tên", "Số liệu"], *printable]))
    except UnreadableTable:
        return
    assert Table.from_json(table.to_json()) == table
