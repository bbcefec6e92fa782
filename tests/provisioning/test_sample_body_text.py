"""The light markup of sample bodies, and the placeholders in them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_network.provisioning.sample.body_text import parse_body
from portal_network.provisioning.sample.placeholders import (
    PLACEHOLDERS,
    SampleNames,
    UnknownPlaceholder,
    filler,
)

DAY = datetime.date(2026, 11, 22)
NAMES = SampleNames("Xã Thất Khê", "Tỉnh Lạng Sơn", "http://site", "http://province")


def fill(text, names, day):
    return filler(names, day)(text)


def test_each_kind_of_block_is_read():
    blocks = parse_body(
        """
Đoạn văn
hai dòng.

## Tiêu đề

- Một
- Hai,
  dòng nối

1. Bước một
2. Bước hai

|= Tên bảng
| A | B |
| 1 | 2 |

> Lời nói
> -- Người nói

!warning Cẩn thận

![Mô tả](karst-2) Chú thích
"""
    )
    kinds = [block.type for block in blocks]
    assert kinds == ["paragraph", "heading", "list", "list", "table", "quote", "callout", "image"]
    paragraph, heading, bullets, steps, table, quote, callout, image = blocks
    assert paragraph.text == "Đoạn văn hai dòng."
    assert heading.text == "Tiêu đề"
    assert bullets.items == ("Một", "Hai, dòng nối") and not bullets.ordered
    assert steps.items == ("Bước một", "Bước hai") and steps.ordered
    assert (table.caption, table.rows) == ("Tên bảng", (("A", "B"), ("1", "2")))
    assert (quote.text, quote.source) == ("Lời nói", "Người nói")
    assert (callout.level, callout.text) == ("warning", "Cẩn thận")
    assert (image.image_key, image.alt, image.caption) == ("karst-2", "Mô tả", "Chú thích")


def test_rich_text_is_escaped_and_knows_bold_and_links():
    (block,) = parse_body("Xem **kỹ** <b>tại</b> [Cổng](https://dichvucong.gov.vn?a=1&b=2).")
    assert block.html == (
        "<p>Xem <b>kỹ</b> &lt;b&gt;tại&lt;/b&gt; "
        '<a href="https://dichvucong.gov.vn?a=1&amp;b=2">Cổng</a>.</p>'
    )


def test_a_link_can_run_no_script():
    (block,) = parse_body("[Bấm](javascript:alert(1))")
    assert "<a" not in block.html


def test_a_table_with_uneven_rows_is_refused():
    with pytest.raises(ValueError, match="Bảng lệch"):
        parse_body("|= Bảng lệch\n| A | B |\n| 1 |")


@given(st.text())
def test_no_text_is_lost_as_a_paragraph_or_makes_rich_text_unsafe(text):
    try:
        blocks = parse_body(text)
    except ValueError:
        return
    for block in blocks:
        assert "<script" not in block.html


def test_names_are_filled_in_with_the_right_capitals():
    text = "{unit} thuộc {province_lower}; {authority} và {council} tại {unit_lower}."
    assert fill(text, NAMES, DAY) == (
        "Xã Thất Khê thuộc tỉnh Lạng Sơn; Ủy ban nhân dân xã Thất Khê và "
        "Hội đồng nhân dân xã Thất Khê tại xã Thất Khê."
    )


def test_dates_count_from_the_day():
    text = "{date:+10} {date:-1} {date:+0} {weekday:0} {weekday:6}"
    assert fill(text, NAMES, DAY) == "02/12/2026 21/11/2026 22/11/2026 16/11/2026 22/11/2026"
    assert fill("{month} {last_month} {year} {next_year}", NAMES, DAY) == (
        "11/2026 10/2026 2026 2027"
    )


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (datetime.date(2026, 1, 1), "quý IV năm 2025"),
        (datetime.date(2026, 4, 1), "quý I năm 2026"),
        (datetime.date(2026, 12, 31), "quý III năm 2026"),
    ],
)
def test_the_last_quarter_is_the_one_that_has_ended(day, quarter):
    assert fill("{last_quarter}", NAMES, day) == quarter


@pytest.mark.parametrize("text", ["{nobody}", "{date:x}", "{date}", "{unit:1}", "mở { ngoặc"])
def test_a_mistyped_placeholder_is_refused(text):
    with pytest.raises(UnknownPlaceholder):
        fill(text, NAMES, DAY)


def test_a_text_of_communes_is_refused_for_a_province():
    province = SampleNames("Tỉnh Lạng Sơn", "Tỉnh Lạng Sơn")
    with pytest.raises(UnknownPlaceholder):
        fill("{commune}", province, DAY)


def test_every_documented_placeholder_exists():
    for key in PLACEHOLDERS:
        assert fill("{" + key + "}", NAMES, DAY)
