"""A number is found again however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.record.levels import issuer_key, level_of_issuer
from documents.record.numbers import LONGEST_KEY, key_and_year, number_address, number_key


@pytest.mark.parametrize(
    "typed",
    [
        "206/KH-UBND",
        "206 / kh – ubnd",
        "Số: 206/KH-UBND",
        "0206-KH-UBND",
        "206_KH—UBND ",
        "206.KH.UBND",
    ],
)
def test_spaces_dashes_case_and_zeros_do_not_count(typed):
    assert number_key(typed) == "000206-kh-ubnd"


def test_marks_do_not_count_in_symbols():
    assert number_key("03/2026/NQ-HĐND") == number_key("3/2026/nq-hdnd") == "000003-2026-nq-hdnd"
    # Icelandic Ð, which some keyboards give for Đ.
    assert number_key("12/QÐ-UBND") == number_key("12/QĐ-UBND")


def test_keys_sort_as_numbers_do():
    assert sorted(map(number_key, ["10/KH", "9/KH", "100/KH"])) == [
        number_key("9/KH"), number_key("10/KH"), number_key("100/KH"),
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_a_key_of_any_text_is_short_plain_and_its_own_key(text):
    key = number_key(text)
    assert len(key) <= LONGEST_KEY
    assert key == "" or (key.isascii() and key.replace("-", "").isalnum())
    assert number_key(key) == key


@given(
    st.integers(1, 9999),
    st.sampled_from(["KH-UBND", "NQ-HĐND", "QĐ-UBND", "TB"]),
    st.integers(1945, 2099),
    st.booleans(),
)
def test_the_address_leads_back_to_the_number(number, symbol, year, states_year):
    stated = f"{number}/{year}/{symbol}" if states_year else f"{number}/{symbol}"
    address = number_address(stated, year)
    assert str(year) in address.split("-")
    key, found = key_and_year(address)
    assert number_key(stated) in (key, number_key(address))
    assert found in (year, None)


def test_without_a_number_there_is_no_address():
    assert number_address("", 2026) == ""
    assert number_address("206/KH-UBND", None) == "206-KH-UBND"
    assert number_address("206/KH-UBND", 2021) == "206-KH-UBND-2021"


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("Chính phủ", "trung-uong"),
        ("Bộ Tài chính", "trung-uong"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "trung-uong"),
        ("Hội đồng nhân dân tỉnh Lạng Sơn", "tinh"),
        ("Sở Khoa học và Công nghệ", "tinh"),
        ("UBND phường Tam Thanh", "xa"),
        ("Ủy ban nhân dân xã Quốc Khánh, tỉnh Lạng Sơn", "xa"),
        ("Văn phòng", ""),
        ("Bộ phận Một cửa", ""),
    ],
)
def test_the_level_is_read_from_the_name_or_left_open(issuer, level):
    assert level_of_issuer(issuer) == level


def test_a_body_is_one_however_it_is_written():
    assert issuer_key("UBND phường Tam Thanh") == issuer_key("ỦY BAN NHÂN DÂN PHƯỜNG TAM THANH")
    assert issuer_key("HĐND xã") != issuer_key("UBND xã")
