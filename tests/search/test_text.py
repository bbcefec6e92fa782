"""Vietnamese text is folded once and the same everywhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import clean_query, fold, searchable_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đề án Chuyển đổi số", "de an chuyen doi so"),
        ("ĐĂNG KÝ KHAI SINH", "dang ky khai sinh"),
        ("Ủy ban", "uy ban"),
        ("Uỷ ban", "uy ban"),
        ("ươ ăâ êô", "uo aa eo"),
        ("206/KH-UBND", "206/kh-ubnd"),
        ("", ""),
    ],
)
def test_marks_and_case_are_folded_away(written, folded):
    assert fold(written) == folded


def test_composed_and_decomposed_letters_are_the_same():
    text = "Nguyễn Thị Hồng, thôn Đồng Đăng"
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_what_is_folded_stays_as_it_is_when_folded_again(text):
    once = fold(text)
    assert fold(once) == once


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  khai   sinh \t\n", "khai sinh"),
        ("khai\x00sinh", "khai sinh"),
        ("khai\x1b[31msinh", "khai [31msinh"),
        (unicodedata.normalize("NFD", "hộ tịch"), "hộ tịch"),
        ("\x00\x01\x02", ""),
        ("", ""),
    ],
)
def test_what_somebody_types_becomes_one_clean_line(typed, cleaned):
    assert clean_query(typed) == cleaned


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Khai sinh", "khai sinh"),
        ("cắt điện - nước", "cat dien nuoc"),
        ('"khai sinh"', "khai sinh"),
        ('khai"sinh', "khai sinh"),
        ("206/KH-UBND", "206/kh-ubnd"),
        ('" - ... ?', ""),
        ("\u0301", ""),
    ],
)
def test_only_what_holds_a_letter_or_a_digit_is_searched_for(typed, words):
    assert searchable_words(typed) == words


@given(st.text(), st.integers(1, 300))
def test_a_cleaned_query_is_short_and_has_no_control_characters(text, length):
    cleaned = clean_query(text, length)
    assert len(cleaned) <= length
    assert cleaned == cleaned.strip()
    assert not any(character < " " or character == "\x7f" for character in cleaned)
