"""What is stamped onto a page is read where it belongs, and what is only a stamp is left out."""

from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from documents.intake.layout import Line, Run, make_lines
from documents.intake.pdf import read_text_layer
from documents.intake.reading.stamps import without_stamps
from documents.intake.record import propose_record
from tests.documents.intake.official_pdf import BOLD, REGULAR, OfficialText, draw, register_fonts


def named(entries: dict) -> DictionaryObject:
    """A dictionary of a PDF."""
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def rectangle(*edges: float) -> ArrayObject:
    """A rectangle of a PDF."""
    return ArrayObject(map(FloatObject, edges))


def runs(*placed: tuple[str, float, float]) -> list[Run]:
    """Runs of 12 points high, 6 points a letter: text, left edge, bottom edge."""
    return [Run(text, x, y - 12, x + 6 * len(text), y) for text, x, y in placed]


def test_digits_stamped_into_blanks_stand_in_their_line_though_a_little_higher():
    placed = runs(("Số:", 100, 50), ("/KH-UBND", 150, 50), ("206", 124, 45.5))
    assert [line.text for line in make_lines(placed, 1)] == ["Số: 206 /KH-UBND"]


@pytest.mark.parametrize("digits", [("206", 300, 45.5), ("206", 124, 30), ("206", 152, 45.5)])
def test_digits_beside_above_or_over_a_line_are_no_part_of_it(digits):
    placed = runs(("Số:", 100, 50), ("/KH-UBND", 150, 50), digits)
    assert not any("206 /KH" in line.text for line in make_lines(placed, 1))


def test_stamped_numbers_and_dates_of_a_signing_tool_are_read(tmp_path):
    register_fonts()
    path = draw(
        OfficialText(
            issuer=("ỦY BAN NHÂN DÂN", "XÃ HỮU LŨNG"), number_line="Số:            /KH-UBND",
            place_line="Hữu Lũng, ngày        tháng        năm 2025", type_line="KẾ HOẠCH",
            summary=("Chỉnh trang đô thị",), sign=("CHỦ TỊCH",), signatory="Lý Văn Páo",
        ),
        tmp_path / "blank.pdf",
    )  # fmt: skip
    width = partial(stringWidth, fontName=REGULAR, fontSize=13)
    lines = read_text_layer(path).pages[0].lines
    number = next(line for line in lines if line.text.startswith("Số"))
    place = next(line for line in lines if line.text.startswith("Hữu Lũng"))
    overlay = Canvas(str(tmp_path / "overlay.pdf"), pagesize=(595.28, 841.89))
    overlay.setFont(BOLD, 13)
    # The blanks of the two lines, 2 points above their text.
    base = 841.89 - number.bottom + 5
    for text, x in (
        ("206", number.left + 24), ("20", place.left + width("Hữu Lũng, ngày") + 6),
        ("10", place.left + width("Hữu Lũng, ngày        tháng") + 6),
    ):  # fmt: skip
        overlay.drawString(x, base, text)
    overlay.save()
    writer = PdfWriter(PdfReader(path))
    writer.pages[0].merge_page(PdfReader(tmp_path / "overlay.pdf").pages[0])
    writer.write(tmp_path / "stamped.pdf")
    record = propose_record(read_text_layer(tmp_path / "stamped.pdf"))
    assert record.number.value == "206/KH-UBND"
    assert record.issued_on.value.isoformat() == "2025-10-20"


def test_text_of_annotations_is_read(tmp_path):
    path = draw(OfficialText(body=("Một đoạn văn bản thường.",)), tmp_path / "plain.pdf")
    writer = PdfWriter(clone_from=path)
    look = StreamObject()
    look.set_data(b"BT /F 12 Tf 2 5 Td (SO 206) Tj ET")
    helvetica = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = named({"/F": named({key: NameObject(value) for key, value in helvetica.items()})})
    look.update(
        named({"/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"),
               "/BBox": rectangle(0, 0, 110, 20), "/Resources": named({"/Font": fonts})})
    )  # fmt: skip
    stamp = named(
        {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Stamp"), "/F": NumberObject(4),
         "/Rect": rectangle(90, 700, 200, 720),
         "/AP": named({"/N": writer._add_object(look)})}
    )  # fmt: skip
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])
    writer.write(tmp_path / "noted.pdf")
    assert "SO 206" in read_text_layer(tmp_path / "noted.pdf").text


def line(text: str, top: float, height: float = 15.0) -> Line:
    return Line(text, 1, 300, top, 300 + 5 * len(text), top + height)


def test_the_stamp_of_a_certificate_is_left_out_with_all_its_lines():
    kept = [line("PHÓ CHỦ TỊCH", 100), line("Dương Xuân Huyên", 190), line("Nơi nhận:", 100)]
    stamp = [line("Ký bởi: Dương Xuân", 120, 8), line("Huyên", 129, 8), line("Lạng Sơn", 138, 8)]
    assert without_stamps([*kept, *stamp]) == kept


@pytest.mark.parametrize("remark", ["DỰ THẢO", "HỎA TỐC", "BẢN SAO", "Ngày ký: 01-02-2025"])
def test_remarks_are_left_out(remark):
    usual = [line("ỦY BAN NHÂN DÂN", 10), line("XÃ HỮU LŨNG", 26), line("Số: 1/QĐ-UBND", 42)]
    assert without_stamps([*usual, line(remark, 60)]) == usual
    assert without_stamps([]) == []


SIGNED = "Ký bởi: Ủy ban nhân dân xã Hữu Lũng, thời gian ký: 05/08/2025 09:15:22 +07:00"


def drawn(path: Path, draw_page) -> bool:
    """Draw one page and tell whether intake takes it for a picture of its text."""
    register_fonts()
    canvas = Canvas(str(path), pagesize=(595, 842))
    canvas.setFont(REGULAR, 13)
    draw_page(canvas)
    canvas.save()
    return read_text_layer(path).pages[0].is_picture


def picture(canvas: Canvas, left: float, bottom: float, width: float, height: float) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 84), 200)), left, bottom, width, height)


def outlines(canvas: Canvas, number: int) -> None:
    for at in range(number):
        canvas.line(40, 100 + at, 200, 100 + at)


@pytest.mark.parametrize(
    ("draw_page", "is_picture"),
    [
        (lambda canvas: picture(canvas, 0, 0, 595, 842), True),
        (lambda canvas: [picture(canvas, 0, 0, 595, 842), canvas.drawString(40, 60, SIGNED)], True),
        (
            lambda canvas: [
                *(picture(canvas, 0, 84.2 * strip, 595, 84.2) for strip in range(10)),
                canvas.drawString(40, 60, SIGNED),
            ],
            True,
        ),
        (lambda canvas: [outlines(canvas, 90), canvas.drawString(40, 60, "Ký bởi: UBND")], True),
        (lambda canvas: [outlines(canvas, 9), canvas.drawString(40, 60, "Lý Văn Páo")], False),
        (
            lambda canvas: [
                picture(canvas, 300, 600, 90, 90),
                canvas.drawString(320, 640, "Lý Văn Páo"),
            ],
            False,
        ),
        (lambda canvas: canvas.drawString(40, 60, SIGNED), False),
    ],
    ids=["scan", "signed scan", "signed scan in strips", "letters as outlines",
         "name alone", "name and seal", "text alone"],
)  # fmt: skip
def test_a_page_is_recognised_where_its_text_is_a_picture(tmp_path, draw_page, is_picture):
    assert drawn(tmp_path / "page.pdf", draw_page) is is_picture
