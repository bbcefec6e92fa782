"""Old code pages, loose marks and look-alikes become Vietnamese; what is Vietnamese stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.intake.characters import (
    cleaned,
    closed_up,
    decoder_for,
    from_tcvn3,
    is_syllable,
    lacks_capitals,
    share_of_syllables,
    unchanged,
)
from tests.documents.intake.corpus import cp1258, decomposed, icelandic, tcvn3, vni

TEXT = (
    "Ủy ban nhân dân phường Tam Thanh xây dựng Kế hoạch chuyển đổi số trên địa bàn phường năm 2026"
    " như sau: nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền, cán bộ và Nhân dân"
)


@pytest.mark.parametrize("encode", [cp1258, decomposed, vni])
def test_text_in_another_encoding_becomes_itself_again(encode):
    shown = encode(TEXT)
    assert shown != TEXT
    assert decoder_for(shown)(shown) == TEXT


def test_the_small_letters_of_a_tcvn3_font_become_themselves_again():
    shown = tcvn3(TEXT)
    assert decoder_for(shown)(shown).lower() == TEXT.lower()


def test_the_soft_hyphen_of_tcvn3_is_read_where_it_became_a_plain_one():
    text = "trước được hướng dẫn lưu trữ như xã-phường 2001-2005 - Tự do ưu tiên"
    shown = tcvn3(text).replace("\u00ad", "-")
    assert shown.count("-") == 10
    assert from_tcvn3(shown) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ủy ban nhân dân", True), ("T/M ủy ban nhân dân", True), ("Đảng ủy", True),
     ("Về việc thu hồi đất", False), ("ỦY BAN", False), ("12/6", False), ("KT. Chủ tịch", False)],
)  # fmt: skip
def test_headings_of_a_lost_font_of_capitals_are_told(text, expected):
    assert lacks_capitals(text) is expected


@pytest.mark.parametrize(
    "text", [TEXT, "Plain English words of a foreign letter", "", "12345 / 2026", "SKHCN-CĐS&BCVT"]
)
def test_what_needs_no_repair_stays(text):
    assert decoder_for(text) is unchanged
    assert unchanged(text) == text


@pytest.mark.parametrize(
    ("word", "expected"),
    [("nghiêng", True), ("Đường", True), ("quyết", True), ("giờ", True), ("thuở", True),
     ("khuỷu", True), ("xyz", False), ("®iÓm", False), ("hoàá", False)],
)  # fmt: skip
def test_syllables_are_told_from_other_words(word, expected):
    assert is_syllable(word) is expected


def test_shares_count_words_only():
    assert share_of_syllables("năm 2026 xyzw") == pytest.approx(0.5)
    assert share_of_syllables("2026 / 12") == 0.0


def test_look_alikes_and_invisible_letters_are_cleaned():
    assert cleaned(f"{icelandic('Đường')}\u200b\u00a0 số\x07 1\ufeff") == "Đường số 1"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = cleaned(text)
    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("spread", "expected"),
    [("K Ế   H O Ạ C H", "KẾ HOẠCH"), ("Q U Y Ế T  Đ Ị N H", "QUYẾT ĐỊNH"), ("B Á O", "B Á O"),
     ("Ủy ban nhân dân", "Ủy ban nhân dân"), ("a b c d năm mươi", "a b c d năm mươi")],
)  # fmt: skip
def test_spread_letters_are_closed_up_and_words_are_not(spread, expected):
    assert closed_up(spread) == expected
