"""Tables as files to take away: complete, typed, and never run as a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from commune_site.figures.exports import to_csv, to_xlsx
from commune_site.figures.reading import read_table
from commune_site.figures.table import Column, Kind, Table
from tests.commune_site.figures.sheets import budget, upload

HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://a.b","c")']
TABLE = Table(
    (
        Column("Nội dung"),
        Column("Số", Kind.NUMBER, "đồng"),
        Column("Năm", Kind.YEAR),
        Column("Ngày", Kind.DATE),
    ),
    (
        ("Thu phí", Decimal("-1234567890123.45"), 2026, date(2026, 11, 22)),
        ("Thu khác", None, None, None),
    ),
)


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_for_programs():
    assert lines_of(to_csv(TABLE)) == [
        ["Nội dung", "Số (đồng)", "Năm", "Ngày"],
        ["Thu phí", "-1234567890123.45", "2026", "2026-11-22"],
        ["Thu khác", "", "", ""],
    ]


def test_xlsx_keeps_numbers_and_days_as_such():
    sheet = load_workbook(io.BytesIO(to_xlsx(TABLE, "Thu / chi: [quý] III?"))).active
    assert sheet.title == "Thu   chi   quý  III"
    assert [cell.value for cell in sheet[1]] == ["Nội dung", "Số (đồng)", "Năm", "Ngày"]
    assert sheet["B2"].value == pytest.approx(-1234567890123.45)
    assert sheet["C2"].value == 2026
    assert sheet["D2"].value.date() == date(2026, 11, 22)
    assert sheet["B3"].value is None


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text):
    table = Table((Column(text), Column("Số", Kind.NUMBER)), ((text, Decimal(1)),))
    sheet = load_workbook(io.BytesIO(to_xlsx(table, text))).active
    assert sheet["A1"].data_type == "s"
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text)
    assert lines_of(to_csv(table))[1][0] == f"'{text}"


def test_what_was_uploaded_comes_back_the_same():
    table = read_table(upload(budget()))
    again = read_table(upload(to_xlsx(table, "Bảng")))
    assert [column.heading for column in again.columns] == [c.heading for c in table.columns]
    assert again.rows == table.rows


safe_text = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(safe_text, st.decimals(-(10**9), 10**9, places=2)), max_size=5))
def test_every_table_can_be_taken_away(rows):
    table = Table((Column("A"), Column("B", Kind.NUMBER)), tuple(rows))
    assert len(lines_of(to_csv(table))) == len(rows) + 1
    assert load_workbook(io.BytesIO(to_xlsx(table, "A"))).active.max_row == len(rows) + 1
