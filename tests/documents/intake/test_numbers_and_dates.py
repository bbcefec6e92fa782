"""Numbers and dates are read however they are spaced, dashed or blank."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake.characters import closed_up
from documents.intake.reading.dates import date_in, make_date, place_and_date
from documents.intake.reading.numbers import (
    mended_symbol,
    normalised_number,
    stated_number,
    type_of_symbol,
)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 206  /KH-UBND", "206/KH-UBND"),
        ("Số:389 /KH-UBND", "389/KH-UBND"),
        ("Số: 12/2024/QĐ-UBND", "12/2024/QĐ-UBND"),
        ("Luật số: 64/2025/QH15", "64/2025/QH15"),
        ("Số: 05/NQ–HĐND", "05/NQ-HĐND"),
        ("Số 57-NQ/TW", "57-NQ/TW"),
        ("Số: 901/SKHCN-CĐS&BCVT", "901/SKHCN-CĐS&BCVT"),
        ("Số: 15/QÐ - UBND", "15/QĐ-UBND"),
        ("Số: 1.234/UBND-VP", "1234/UBND-VP"),
        ("Số 07a/TB-UBND", "07a/TB-UBND"),
        ("Số:02 /QĐ – UBND", "02/QĐ-UBND"),
        ("Số: 33 /KH- UBND", "33/KH-UBND"),
        ("S ố: 12/BC-UBND", "12/BC-UBND"),
        ("Số: 01/2015/TTLT-BNV-BTC", "01/2015/TTLT-BNV-BTC"),
        ("Số: 206 /KH─UBND", "206/KH-UBND"),
        ("Số: 207 ⁄ QĐ‑UBND", "207/QĐ-UBND"),
        ("Số: 208／TB－UBND", "208/TB-UBND"),
        ("Số: 741 QĐ/UB", "741 QĐ/UB"),
        ("Số: 05NQ-HĐND", "05/NQ-HĐND"),
        (closed_up("S ố : 62 / T B - U B N D"), "62/TB-UBND"),
    ],
)
def test_a_number_is_read_however_it_is_written(line, number):
    assert stated_number(line)[0] == number


@pytest.mark.parametrize(
    "line", ["Số:     /BC-UBND", "Số:........./BC-UBND", "Số: …/BC-UBND", "Số: ____/BC-UBND"]
)
def test_a_blank_number_leaves_its_symbol(line):
    number, symbol, _passage = stated_number(line)
    assert number is None
    assert symbol == "/BC-UBND"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Số hộ nghèo là 12",
        "Tổng số 30 người",
        "Số 5QL-TX",
        "Số điện thoại: 0205 3811 000",
    ],
)
def test_what_is_no_number_of_a_document_is_none(line):
    assert stated_number(line) is None


@pytest.mark.parametrize(
    ("number", "kind"),
    [("206/KH-UBND", "Kế hoạch"), ("12/2024/QĐ-UBND", "Quyết định"), ("57-NQ/TW", "Nghị quyết"),
     ("123-CV/ĐU", "Công văn"), ("02/VBHN-UBND", "Văn bản hợp nhất"),
     ("/TTr-UBND", "Tờ trình"), ("901/SKHCN-CĐS", None), ("15/QD-UBND", "Quyết định")],
)  # fmt: skip
def test_a_symbol_names_its_type(number, kind):
    assert type_of_symbol(number) == kind


@pytest.mark.parametrize(
    ("read", "number"),
    [("02/QĐĐ-UBND", "02/QĐ-UBND"), ("1190/ÑQ-HDND", "1190/NQ-HĐND"), ("5/TTr-UBND", "5/TTr-UBND"),
     ("7/2025/QD-UBNĐ", "7/2025/QĐ-UBND"), ("9/SKHCN-CĐS", "9/SKHCN-CĐS"), ("3/HD-X", "3/HD-X"),
     ("45-NQ/ĐĐU", "45-NQ/ĐU"), ("67/SNNMT-QLĐĐ", "67/SNNMT-QLĐĐ")],
)  # fmt: skip
def test_known_abbreviations_that_were_recognised_wrongly_are_mended(read, number):
    assert mended_symbol(read) == number


@given(
    digits=st.integers(1, 99999), year=st.none() | st.integers(1990, 2099),
    dash=st.sampled_from("-–—‑−"), gaps=st.tuples(*[st.sampled_from(("", " ", "  "))] * 3),
)  # fmt: skip
def test_every_number_is_read_with_any_dash_and_any_gaps(digits, year, dash, gaps):
    before, around, after = gaps
    middle = f"/{year}/" if year else f"{before}/"
    written = f"Số:{before}{digits}{middle}QĐ{around}{dash}{after}UBND"
    assert stated_number(written)[0] == f"{digits}{f'/{year}/' if year else '/'}QĐ-UBND"


@given(st.text(max_size=60))
def test_no_line_breaks_the_reader_of_numbers(text):
    stated = stated_number(text)
    assert stated is None or stated[1]
    assert normalised_number(normalised_number(text)) == normalised_number(text)


def test_an_unknown_word_near_that_of_the_type_is_this():
    assert mended_symbol("02/GĐ-BCH", "Công điện") == "02/CĐ-BCH"
    assert mended_symbol("02/GCĐĐ-BCH", "Công điện") == "02/CĐ-BCH"
    assert mended_symbol("02/GĐ-BCH", "Kế hoạch") == "02/GĐ-BCH"
    assert mended_symbol("02/GĐ-BCH") == "02/GĐ-BCH"
    assert mended_symbol("5/BC-UBND", "Công điện") == "5/BC-UBND"


def test_a_date_whose_first_word_was_not_recognised_is_one():
    assert date_in("12 tháng 09 năm 2025") == date(2025, 9, 12)
    assert date_in("Điều 12 tháng năm 2025") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lạng Sơn, ngày 20 tháng 10 năm 2021", ("Lạng Sơn", date(2021, 10, 20))),
        ("Thừa Thiên Huế, ngày 05 tháng 3 năm 2024", ("Thừa Thiên Huế", date(2024, 3, 5))),
        ("ngày 5 tháng 3 năm 2024", ("", date(2024, 3, 5))),
        ("Tam Thanh, ngày      tháng 10 năm 2026", ("Tam Thanh", None)),
        ("Tam Thanh, ngày ... tháng 10 năm 2026", ("Tam Thanh", None)),
        ("Kỳ Lừa, ngày l5 tháng O1 năm 2026", ("Kỳ Lừa", date(2026, 1, 15))),
        ("Kỳ Lừa, ngày 31 tháng 02 năm 2026", ("Kỳ Lừa", None)),
        ("Hữu Lũng, ngày 7/8/2025", ("Hữu Lũng", date(2025, 8, 7))),
        ("Hữu Lũng, ngày 31/02/2025", ("Hữu Lũng", None)),
        ("Huế, ngày 05 tháng 3 năm 20 24", ("Huế", date(2024, 3, 5))),
    ],
)
def test_place_and_date_stand_together(line, expected):
    assert place_and_date(line)[:2] == expected


def test_a_line_without_a_date_has_none():
    assert place_and_date("Độc lập - Tự do - Hạnh phúc") is None


@given(st.dates(date(1945, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_in_words_and_in_digits(day):
    words = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    assert date_in(words) == date_in(f"kể từ ngày {day.day}/{day.month}/{day.year}.") == day


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader_of_dates(text):
    date_in(text)
    place_and_date(text)


def test_days_that_do_not_exist_are_none():
    assert make_date("30", "2", "2026") is None
    assert make_date(None, "2", "2026") is None
