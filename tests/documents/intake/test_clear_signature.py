"""A name below a seal is taken from the reading that is likeliest, with the marks most agree on."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents.intake import reader
from documents.intake.layout import DocumentText, Line, PageText
from documents.intake.reading.signing import read_signature

WIDTH, HEIGHT = 595.0, 842.0
NAME = Line("", 1, 380, 600, 480, 614)


def page(*lines: Line) -> DocumentText:
    return DocumentText((PageText(1, WIDTH, HEIGHT, lines),), is_scan=True)


def named(text: str) -> Line:
    return replace(NAME, text=text)


POST = Line("CHỦ TỊCH", 1, 395, 500, 465, 514)
RECIPIENTS = Line("Nơi nhận:", 1, 85, 500, 140, 514)


def signatory(monkeypatch, document: DocumentText, *readings: tuple[Line, ...]) -> str | None:
    """Who signs, when the place of the name is read again as given."""
    monkeypatch.setattr(reader, "look_again", lambda path, area: list(readings))
    cleared = reader.with_clear_signature(Path("any"), document, {1})
    found = read_signature(cleared).signatory
    return found.value if found else None


@pytest.mark.parametrize(
    ("first", "again", "name"),
    [
        ("Hư ạg Đức", ["Hoàng Đức Vi", "ức Vi"], "Hoàng Đức Vi"),
        ("Hoàng Đức Vị", ["Hoàng Đức Vi", "Hoàng Đức Vi"], "Hoàng Đức Vi"),
        ("Đương Xuân Huyền", ["Dương Xuân Huyên", "Dương Xuân Huyên"], "Dương Xuân Huyên"),
        ("Đương Xuân Huyên", [], "Dương Xuân Huyên"),
        ("Bùi Văn Côi", ["", "~~"], "Bùi Văn Côi"),
        ("ĐinH Hữu Học", ["Hữu Học", "Hữu Học"], "Đinh Hữu Học"),
        ("Xuân Huyền", ["Xuân Huyền", "Dươag Xuân Huyên"], "Dương Xuân Huyên"),
    ],
)
def test_the_likeliest_reading_is_taken(monkeypatch, first, again, name):
    document = page(RECIPIENTS, POST, named(first))
    readings = [(named(text),) for text in again]
    assert signatory(monkeypatch, document, *readings) == name


def test_where_no_post_was_read_the_place_beside_the_recipients_is_read_again(monkeypatch):
    document = page(RECIPIENTS, replace(POST, text="LÁM ĐỐC"), named("ẤN PÁO"))
    reading = (replace(POST, text="GIÁM ĐỐC"), named("LÝ VĂN PÁO"))
    assert signatory(monkeypatch, document, reading) == "Lý Văn Páo"


def test_a_page_without_post_and_recipients_is_left_alone(monkeypatch):
    document = page(named("Nguyễn Văn An"))
    assert signatory(monkeypatch, document, (POST, named("Lý Văn Páo"))) is None


def test_a_post_that_breaks_across_lines_and_pages_keeps_the_name_of_the_next_page():
    post = [
        replace(POST, text="KT. TRƯỞNG BAN", top=756, bottom=770),
        replace(POST, text="TRƯỞNG PHÒNG VĂN HÓA -", top=771, bottom=785),
        replace(POST, text="XÃ HỘI", top=786, bottom=800),
    ]
    over = [replace(POST, text="TỈNH", page=2, top=56, bottom=70),
            replace(NAME, text="Âu Thị Mai", page=2, top=126, bottom=140)]  # fmt: skip
    pages = (PageText(1, WIDTH, HEIGHT, tuple(post)), PageText(2, WIDTH, HEIGHT, tuple(over)))
    assert read_signature(DocumentText(pages)).signatory.value == "Âu Thị Mai"
