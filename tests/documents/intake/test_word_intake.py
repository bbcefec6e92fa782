"""Word files are read as their text would stand on paper; dangerous and broken ones are refused."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_site.editing.word.package import UnreadableWordFile
from documents.intake.evaluation import evaluate
from documents.intake.reader import read_document
from documents.intake.record import propose_record
from documents.intake.word import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text: str, *, bold: bool = False, centred: bool = False, font: str = "") -> str:
    """Return a paragraph; ``\\n`` breaks its line, ``\\t`` is a tab, ``\\f`` a page's end."""
    face = ("<w:b/>" if bold else "") + (f'<w:rFonts w:ascii="{font}"/>' if font else "")
    alignment = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>", "\f": '<w:br w:type="page"/>'}
    content = "".join(
        marks.get(letter, f'<w:t xml:space="preserve">{escape(letter)}</w:t>') for letter in text
    )
    return f"<w:p>{alignment}<w:r><w:rPr>{face}</w:rPr>{content}</w:r></w:p>"


def table(*rows: tuple[str, ...], grid: tuple[int, ...] = (4000, 5600)) -> str:
    """Return a table whose cells hold these paragraphs."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{cells}</w:tbl>"


def word_file(path, *blocks: str, extra: dict[str, bytes] | None = None):
    """Write a Word file and return its path."""
    document = f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def _centre(*texts: str, bold: bool = False) -> str:
    return "".join(paragraph(text, bold=bold, centred=True) for text in texts)


def plan(path, **kwargs):
    """Write a plan in the usual layout: letterhead and signature in tables."""
    return word_file(
        path,
        table(
            (_centre("ỦY BAN NHÂN DÂN", "XÃ HỮU LŨNG", bold=True),
             _centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                     bold=True)),
            (_centre("Số: 33/KH-UBND"), _centre("Hữu Lũng, ngày 05 tháng 8 năm 2025")),
        ),
        paragraph("KẾ HOẠCH", bold=True, centred=True),
        _centre("Thực hiện cuộc vận động xây dựng\nnông thôn mới năm 2026", bold=True),
        *(paragraph("Giao các đơn vị tổ chức thực hiện, báo cáo trước ngày 30/9/2025. " * 4),) * 9,
        table(
            (paragraph("Nơi nhận:") + paragraph("- Như trên;") + paragraph("- Lưu: VT."),
             _centre("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", bold=True)
             + paragraph("") * 4 + _centre("Hoàng Nông Thị Hiền", bold=True)),
        ),
        **kwargs,
    )  # fmt: skip


def test_a_plan_in_word_states_what_it_states_on_paper(tmp_path):
    record = propose_record(read_document(plan(tmp_path / "plan.docx")))
    assert record.number.value == "33/KH-UBND"
    assert record.issued_on.value.isoformat() == "2025-08-05"
    assert record.place.value == "Hữu Lũng"
    assert record.document_type.value == "Kế hoạch"
    assert record.issuer.value == "Ủy ban nhân dân xã Hữu Lũng"
    assert record.summary.value == "Thực hiện cuộc vận động xây dựng nông thôn mới năm 2026"
    assert record.signatory.value == "Hoàng Nông Thị Hiền"
    assert record.signing_form.value == "TM. KT."
    assert [one.value for one in record.recipients] == ["Như trên", "Lưu: VT"]


def test_a_pair_may_be_a_word_file(tmp_path):
    plan(tmp_path / "plan.docx")
    (tmp_path / "plan.json").write_text('{"number": "33/KH-UBND"}')
    assert evaluate(tmp_path, read_document).scores["born_digital", "number"].right == 1


def test_tabs_part_columns_and_page_breaks_part_pages(tmp_path):
    path = word_file(
        tmp_path / "a.docx", paragraph("Số: 7/TB-UBND\tHữu Lũng, ngày 7/8/2025"),
        paragraph("\fTrang sau"),
    )  # fmt: skip
    document = read_word(path)
    left, right = document.pages[0].lines
    assert left.right < right.left
    assert document.pages[1].lines[0].text == "Trang sau"


def test_old_fonts_are_decoded(tmp_path):
    path = word_file(
        tmp_path / "a.docx", paragraph("kÕ ho¹ch x· héi cña ®Þa ph­¬ng", font=".VnTimeH")
    )
    assert read_word(path).text == "KẾ HOẠCH XÃ HỘI CỦA ĐỊA PHƯƠNG"


def test_nested_tables_and_more_cells_than_columns_are_read(tmp_path):
    inner = table((paragraph("trong"),), grid=())
    path = word_file(
        tmp_path / "a.docx", table((inner, paragraph("hai"), paragraph("ba")), grid=(9,))
    )
    assert {line.text for line in read_word(path).lines()} == {"trong", "hai", "ba"}


@pytest.mark.parametrize(
    ("extra", "message"),
    [({"word/vbaProject.bin": b"x"}, "macro"), ({"word/embeddings/a.bin": b"x"}, "nhúng"),
     ({"word/a.xml": b"<!DOCTYPE a>"}, "hỏng")],
)  # fmt: skip
def test_macros_objects_and_entities_are_refused(tmp_path, extra, message):
    with pytest.raises(UnreadableWordFile, match=message):
        read_document(plan(tmp_path / "a.docx", extra=extra))


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(tmp_path, content):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableWordFile):
        read_document(path)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300))
def test_no_text_breaks_the_layout(tmp_path_factory, text):
    content = BytesIO()
    word_file(content, paragraph(text), table((paragraph(text), paragraph(text))))
    path = tmp_path_factory.mktemp("word") / "a.docx"
    path.write_bytes(content.getvalue())
    propose_record(read_word(path))
