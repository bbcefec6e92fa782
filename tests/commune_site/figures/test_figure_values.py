"""Numbers, dates and units as officers write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.figures.values import (
    Style,
    common_style,
    format_number,
    is_unclear,
    is_year_name,
    parse_date,
    parse_number,
    split_unit,
    unit_of_label,
    written_number,
)

figures = st.decimals(
    min_value=Decimal(-(10**15)), max_value=Decimal(10**15), places=2, allow_nan=False
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1 234 567,89", "1234567.89"),
        ("1\u00a0234", "1234"),
        ("1234567", "1234567"),
        ("12,5", "12.5"),
        ("-3,5", "-3.5"),
        ("−3,5", "-3.5"),
        ("(1.234)", "-1234"),
        ("12,5%", "12.5"),
        ("+7", "7"),
        ("500 triệu đồng", "500"),
        ("0,125", "0.125"),
        ("1,234,567.89", "1234567.89"),
    ],
)
def test_numbers_are_read_as_written_in_vietnam(text, number):
    assert parse_number(text.replace("\u00a0", " ")) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.23.4", "1,2,3", "12a", "--5", "(5", "5)", "1..2", "12 cây", "1e5", "٣"]
)
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


@given(figures)
def test_every_number_that_is_shown_is_read_back(number):
    assert parse_number(format_number(number)) == number


@given(figures)
def test_the_english_way_is_known_where_it_is_clear(number):
    written = written_number(f"{number:,.2f}")
    assert written.value(Style.ENGLISH) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_parsers(text):
    assert parse_number(text) is None or parse_number(text).is_finite()
    assert parse_date(text) is None or isinstance(parse_date(text), date)
    split_unit(text)
    unit_of_label(text)


@given(st.text(alphabet="0123456789.,- ()%'’–", max_size=30))
def test_no_mixture_of_digits_and_separators_breaks_the_parser(text):
    number = written_number(text)
    if number is not None:
        for style in number.styles():
            assert number.value(style).is_finite()


def style_of(*texts):
    return common_style([written_number(text) for text in texts])


def test_a_column_is_read_one_way():
    assert style_of("1.234", "12,5") is Style.VIETNAMESE
    assert style_of("1.234", "5") is Style.VIETNAMESE
    assert style_of("1,234", "1.5") is Style.ENGLISH
    assert style_of("1.234,5", "1,234.5") is None


def test_a_column_that_says_nothing_of_its_comma_is_unclear():
    assert is_unclear([written_number("1,234"), written_number("5")])
    assert not is_unclear([written_number("1,234"), written_number("2,5")])
    assert not is_unclear([written_number("0,125")])
    assert not is_unclear([written_number("1.234")])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("1-2-2026", date(2026, 2, 1)),
        ("05.06.2026", date(2026, 6, 5)),
        ("2026-11-22", date(2026, 11, 22)),
        ("31/02/2026", None),
        ("12/2026", None),
        ("1/2/26", None),
        ("00/01/2026", None),
    ],
)
def test_days_are_read_day_first(text, day):
    assert parse_date(text) == day


@given(st.dates())
def test_every_day_is_read_in_both_ways_of_writing(day):
    assert parse_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Diện tích (ha)", ("Diện tích", "ha")),
        ("Tỷ lệ (%)", ("Tỷ lệ", "%")),
        ("Dự toán (Triệu đồng)", ("Dự toán", "triệu đồng")),
        ("Số thu, ĐVT: nghìn đồng", ("Số thu", "nghìn đồng")),
        ("Dự toán (đã điều chỉnh)", ("Dự toán (đã điều chỉnh)", "")),
        ("(%)", ("(%)", "")),
    ],
)
def test_units_are_taken_from_headings(name, expected):
    assert split_unit(name) == expected


def test_the_unit_of_a_form_is_found():
    assert unit_of_label("Đơn vị tính: triệu đồng") == "triệu đồng"
    assert unit_of_label("ĐVT: Ha") == "ha"
    assert unit_of_label("Đơn vị: Ủy ban nhân dân xã") == "Ủy ban nhân dân xã"
    assert unit_of_label("Nội dung") == ""


def test_years_are_no_figures():
    assert is_year_name("Năm")
    assert is_year_name("Năm ngân sách")
    assert not is_year_name("Thực hiện năm 2025")
    assert not is_year_name("Năm 2025")
