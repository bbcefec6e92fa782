"""What may be about a person is not counted (R82), and what people look for is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.personal import may_name_a_person
from search.query_log import normalised
from search.text import compose


@pytest.mark.parametrize(
    "query",
    [
        "0912345678", "gọi 0912 345 678", "0912.345.678", "+84 912-345-678", "020086001234",
        "cccd 0200 8600 1234", "số cmnd 081234567", "stk 1903 5678 9012 34",
        "ai.do@vidu.invalid", "https://vidu.invalid/a", "www.vidu.invalid", "12A-123.45",
        "xe 12c1 12345",
        "ông Nguyễn Văn Ví Dụ", "bà Hoàng", "ong nguyen van a", "anh Tú thôn 3", "chị Lò Thị Mẫu",
        "nông thị mẫu", "hoang van tham khao", "Nguyễn Ví Dụ", "Lương Tham Khảo", "cô Ví giáo viên",
    ],
)  # fmt: skip
def test_numbers_addresses_and_names_of_people_are_not_counted(query):
    assert may_name_a_person(query)
    assert normalised(query) == ""


@pytest.mark.parametrize(
    "query",
    [
        "đăng ký khai sinh", "dang ky ket hon", "206/KH-UBND", "1.001193", "quyết định 15/2025",
        "bà con vùng cao", "ông bà nội ngoại", "chi ngân sách", "hỗ trợ cô nuôi dạy trẻ",
        "lịch tiếp công dân 2026", "số điện thoại công an xã", "ỦY BAN NHÂN DÂN", "sổ đỏ",
        "năm 2025 - 2026", "nghị định 123/2015/NĐ-CP", "bảo hiểm y tế",
    ],
)  # fmt: skip
def test_what_citizens_ask_an_authority_is_counted(query):
    assert normalised(query) == compose(query)


def test_one_query_is_counted_as_one_however_it_is_typed():
    spellings = ["Hòa giải", "  hoà   GIẢI ", "hoà giải?", "“hòa giải”"]
    assert {normalised(spelling) for spelling in spellings} == {normalised("hoà giải")}


@pytest.mark.parametrize("query", ["", "   ", "?!", "🙂", "x" * 101])
def test_what_has_no_words_or_too_many_is_not_counted(query):
    assert normalised(query) == ""


@given(st.text(max_size=120))
def test_any_text_is_judged(text):
    line = normalised(text)
    assert line == line.strip()


@given(st.integers(min_value=10**8, max_value=10**12 - 1), st.sampled_from(["", " ", ".", "-"]))
def test_no_long_number_gets_through_whatever_parts_it(number, sign):
    digits = str(number)
    assert normalised(f"hỏi {digits[:3]}{sign}{digits[3:6]}{sign}{digits[6:]}") == ""
