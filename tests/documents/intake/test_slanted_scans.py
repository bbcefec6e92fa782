"""Sheets that lay askew on the glass are turned upright before their letters are recognised."""

import pytest
from PIL import Image, ImageDraw

from documents.intake.layout import DocumentText, Line, PageText
from documents.intake.reading.letterhead import read_letterhead
from documents.intake.scans import MOST_SLANT, SLANT_STEP, slant_of

WIDTH, HEIGHT = 1200, 1700


def sheet(lines: int) -> Image.Image:
    """Return a grey page with strokes as long and as high as lines of text."""
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(picture)
    for number in range(lines):
        top = 200 + number * 60
        for word in range(12):
            pen.rectangle((150 + word * 75, top, 205 + word * 75, top + 24), fill=20)
    return picture


@pytest.mark.parametrize("slant", [-2.0, -1.2, -0.6, 0.6, 1.4, 2.4])
def test_the_slant_of_a_page_is_found(slant):
    askew = sheet(20).rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert slant_of(askew) == pytest.approx(slant, abs=SLANT_STEP)


@pytest.mark.parametrize("lines", [0, 1, 20])
def test_an_upright_or_nearly_empty_page_is_left_as_it_is(lines):
    assert slant_of(sheet(lines)) == 0


def test_a_page_that_lies_crosswise_is_turned_by_no_more_than_a_hand_slips():
    assert abs(slant_of(sheet(20).rotate(90, expand=True, fillcolor=255))) <= MOST_SLANT


def head(*texts: str) -> DocumentText:
    """Return a recognised page of these lines, each in the middle of the left or whole width."""
    lines = tuple(
        Line(text, 1, 110, 60 + at * 16, 110 + 6 * len(text), 74 + at * 16)
        for at, text in enumerate(texts)
    )
    return DocumentText((PageText(1, 595.0, 842.0, lines),), is_scan=True)


@pytest.mark.parametrize("ornament", ["xx+x", "+»", "x>x+x", "***"])
def test_stars_below_a_body_are_no_part_of_its_name(ornament):
    found = read_letterhead(
        head("ỦY BAN NHÂN DÂN", "XÃ BÌNH GIA", ornament, "Số: 12/KH-UBND", "KẾ HOẠCH")
    )
    assert found.issuer.value == "Ủy ban nhân dân xã Bình Gia"


@pytest.mark.parametrize(
    ("line", "kind"),
    [("THÔNG TỪƯ LIÊN TỊCH", "Thông tư liên tịch"), ("QUYẾT ĐỊNHH", "Quyết định"),
     ("KẾ HOACH", "Kế hoạch")],
)  # fmt: skip
def test_a_type_with_one_letter_recognised_wrongly_is_this_type(line, kind):
    found = read_letterhead(head("ỦY BAN NHÂN DÂN", "XÃ BÌNH GIA", "Số: 12/UBND-VP", line))
    assert found.document_type.value == kind
