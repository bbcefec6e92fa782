"""Scans are read by Tesseract, a name below a seal as well.

These need Tesseract with its Vietnamese data: ``make test-ocr``.
"""

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from documents.intake.evaluation import evaluate
from documents.intake.pdf import read_text_layer
from documents.intake.reader import read_document
from documents.intake.record import propose_record
from documents.intake.scans import can_recognise, densest_rows, read_scan, without_colour
from tests.documents.intake import evaluation_set
from tests.documents.intake.official_pdf import REGULAR, OfficialText, draw
from tests.documents.intake.scanned_pdf import scan

# One in nine of the set keeps the run short; `manage.py evaluate_intake` reads all.
STEP = 9


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory):
    """The figures of some scans, askew, faint or signed, each with a seal over its name."""
    drawn, scanned = tmp_path_factory.mktemp("drawn"), tmp_path_factory.mktemp("scanned")
    evaluation_set.write(drawn)
    evaluation_set.write_scans(drawn, scanned, step=STEP)
    return evaluate(scanned, read_document)


def test_tesseract_is_installed_with_vietnamese():
    assert can_recognise()


@pytest.mark.parametrize(
    ("field", "target"), [("number", 0.9), ("date", 0.9), ("type", 0.9), ("signatory", 0.75)]
)
def test_scans_are_read_as_promised(evaluation, field, target):
    score = evaluation.scores["scan", field]
    missed = [miss for miss in evaluation.misses if miss.field == field]
    assert score.documents == 9
    assert score.recall >= target, missed
    assert score.precision >= target, missed


def test_wanted_pages_alone_are_recognised(tmp_path):
    evaluation_set.write(tmp_path)
    source = next(
        path for path in sorted(tmp_path.glob("*.pdf")) if len(read_text_layer(path).pages) > 1
    )
    document = read_scan(scan(source, tmp_path / "scan.pdf", dpi=100), numbers=[2])
    assert [page.number for page in document.pages] == [2]
    assert document.is_scan


def test_coloured_ink_fades_and_black_ink_stays_even_below_a_seal():
    picture = Image.new("RGB", (5, 1), "white")
    for at, colour in enumerate(((200, 40, 40), (30, 50, 170), (10, 10, 10), (134, 27, 27))):
        picture.putpixel((at, 0), colour)
    red, blue, black, below_seal, paper = without_colour(picture).get_flattened_data()
    assert (red, black, paper) == (255, 10, 255)
    assert blue >= 240
    assert below_seal < 200


def test_the_line_with_most_ink_is_found_among_strokes():
    picture = Image.new("L", (100, 300), 255)
    picture.paste(0, (10, 200, 90, 212))
    picture.paste(0, (40, 20, 44, 180))
    begin, end = densest_rows(picture, 16)
    assert begin <= 200
    assert end >= 212
    assert end - begin == 16


def test_pages_with_text_of_their_own_are_not_recognised_again(tmp_path):
    evaluation_set.write(tmp_path)
    source = sorted(tmp_path.glob("*.pdf"))[0]
    document = read_document(source)
    assert not document.is_scan
    assert document.pages == read_text_layer(source).pages


def test_a_scan_is_read_below_the_words_of_a_digital_signature(tmp_path):
    text = OfficialText(
        issuer=("ỦY BAN NHÂN DÂN", "XÃ HỮU LŨNG"), number_line="Số: 33/KH-UBND",
        place_line="Hữu Lũng, ngày 05 tháng 8 năm 2025", type_line="KẾ HOẠCH",
        summary=("Chỉnh trang đô thị",), body=("Thực hiện chỉ đạo của cấp trên. " * 9,),
        sign=("CHỦ TỊCH",), signatory="Lý Văn Páo",
    )  # fmt: skip
    scanned = scan(draw(text, tmp_path / "drawn.pdf"), tmp_path / "scan.pdf", dpi=200)
    stamp = Canvas(str(tmp_path / "stamp.pdf"), pagesize=(595.28, 841.89))
    stamp.setFont(REGULAR, 6)
    stamp.drawString(380, 825, "Ký bởi: Ủy ban nhân dân xã Hữu Lũng")
    stamp.drawString(380, 818, "Thời gian ký: 05/08/2025 09:15:22 +07:00")
    stamp.save()
    writer = PdfWriter(clone_from=PdfReader(scanned))
    writer.pages[0].merge_page(PdfReader(tmp_path / "stamp.pdf").pages[0])
    writer.write(tmp_path / "signed.pdf")
    document = read_document(tmp_path / "signed.pdf")
    record = propose_record(document)
    assert document.is_scan
    assert record.number.value == "33/KH-UBND"
    assert record.issued_on.value.isoformat() == "2025-08-05"
    assert record.signatory.value == "Lý Văn Páo"
