"""Reading the plain texts of the sample plans and of other provinces' plans."""

import datetime
import html
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_network.provisioning.sample import plan_text
from portal_network.provisioning.sample.plan_text import read_plan, to_html

SAMPLES = Path(plan_text.__file__).parent / "plans"
FIXTURES = Path(__file__).parent.parent / "fixtures" / "plans"

WEBSITES = SAMPLES / "langson-ke-hoach-trang-thong-tin-xa-phuong.txt"
DIGITAL_2022 = SAMPLES / "langson-ke-hoach-chinh-quyen-so-2022.txt"
TAM_THANH = SAMPLES / "tam-thanh-ke-hoach-chuyen-doi-so-2026.txt"
UNNAMED_PROVINCE = FIXTURES / "ke-hoach-he-thong-thong-tin-chinh-quyen-so.txt"
HUE = FIXTURES / "thua-thien-hue-ke-hoach-tai-cau-truc-cong-thong-tin.txt"
ALL = [WEBSITES, DIGITAL_2022, TAM_THANH, UNNAMED_PROVINCE, HUE]


def read(path):
    return read_plan(path.read_text(encoding="utf-8"))


def without_spaces(text):
    return "".join(text.split())


def texts(plan, kind):
    return [block.text for block in plan.blocks if block.kind == kind]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_word_of_a_plan_comes_out_in_its_order(path):
    source = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    plan = read_plan(source)
    expected = without_spaces(source)
    for residue in plan.dropped:
        assert residue in source
        expected = expected.replace(residue, "", 1)
    # Footnotes alone change their place: from the foot of their page to the end of the text.
    for block in plan.blocks:
        if block.kind == "footnote":
            note = block.marker + without_spaces(block.text)
            assert expected.count(note) == 1
            expected = expected.replace(note, "")
    body = [block.marker + block.text for block in plan.blocks if block.kind != "footnote"]
    assert without_spaces("".join([*plan.head_lines, *body, *plan.closing_lines])) == expected


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_nothing_but_typists_asterisks_is_dropped_from_the_known_plans(path):
    assert set(read(path).dropped) <= {"**"}


def test_the_plan_for_the_websites_of_communes_states_neither_number_nor_date():
    plan = read(WEBSITES)
    assert plan.full_title == (
        "Kế hoạch triển khai phần mềm Trang thông tin điện tử các xã, phường "
        "trên địa bàn tỉnh Lạng Sơn"
    )
    assert (plan.number, plan.place, plan.issued_on) == (None, None, None)
    # The text says "UBND tỉnh" and names one province only.
    assert plan.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert plan.signing_form == "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH"
    assert plan.signing_code == "TM. KT."
    assert (plan.signatory_post, plan.signatory) == ("Phó Chủ tịch", "Đoàn Thanh Sơn")
    assert plan.recipients[0] == "Chủ tịch, các PCT UBND tỉnh"
    assert plan.recipients[-1] == "Lưu: VT, KGVX(HTHT)"
    assert [basis.split(" ngày")[0] for basis in plan.legal_bases] == [
        "Kế hoạch số 02/KH-BCĐTW",
        "Nghị định số 42/2022/NĐ-CP",
    ]


def test_the_plan_of_2021_states_number_place_date_and_signatory():
    plan = read(DIGITAL_2022)
    assert plan.document_type == "Kế hoạch"
    assert plan.title == "Phát triển Chính quyền số và bảo đảm an toàn thông tin mạng năm 2022"
    assert plan.number == "206/KH-UBND"
    assert plan.place == "Lạng Sơn"
    assert plan.issued_on == datetime.date(2021, 10, 20)
    assert plan.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert plan.signing_code == "KT."
    assert (plan.signatory_post, plan.signatory) == ("Phó Chủ tịch", "Dương Xuân Huyên")
    assert "C, PCVP UBND tỉnh, các Phòng: KGVX, THNC, TT TT-CB" in plan.recipients
    assert len(plan.legal_bases) == 23


def test_the_plan_of_tam_thanh_lost_its_head_and_is_known_by_its_opening_sentence():
    plan = read(TAM_THANH)
    assert plan.head_lines == ()
    assert plan.full_title == "Kế hoạch chuyển đổi số trên địa bàn phường năm 2026"
    assert plan.issuer == "Ủy ban nhân dân phường Tam Thanh"
    assert (plan.number, plan.place, plan.issued_on) == (None, None, None)
    assert (plan.signing_form, plan.signing_code) == (None, None)
    assert (plan.signatory_post, plan.signatory) == ("Chủ tịch", "Vũ Hồng Trung")


def test_a_text_that_names_no_province_gets_none():
    plan = read(UNNAMED_PROVINCE)
    assert plan.issuer == "Ủy ban nhân dân tỉnh"
    assert (plan.number, plan.place, plan.issued_on) == (None, None, None)
    assert (plan.signatory_post, plan.signatory) == ("Phó Chủ tịch", "Lâm Hải Giang")
    assert len(plan.legal_bases) == 3


def test_the_plan_of_thua_thien_hue_is_read_from_its_squeezed_letterhead():
    plan = read(HUE)
    assert plan.number == "389/KH-UBND"
    assert plan.place == "Thừa Thiên Huế"
    assert plan.issued_on == datetime.date(2023, 11, 27)
    assert plan.issuer == "Ủy ban nhân dân tỉnh Thừa Thiên Huế"
    assert plan.title == (
        "Tái cấu trúc hệ thống Cổng, Trang thông tin điện tử của cơ quan nhà nước "
        "tỉnh Thừa Thiên Huế"
    )
    assert (plan.signatory_post, plan.signatory) == ("Phó Chủ tịch", "Nguyễn Thanh Bình")


def test_headings_follow_the_numbering():
    plan = read(DIGITAL_2022)
    assert texts(plan, "h2") == [
        "Phần I\nĐÁNH GIÁ KẾT QUẢ THỰC HIỆN KẾ HOẠCH NĂM 2021",
        "Phần II\nNỘI DUNG KẾ HOẠCH",
    ]
    assert texts(plan, "h3")[:3] == [
        "I. CĂN CỨ PHÁP LÝ",
        "II. HẠ TẦNG KỸ THUẬT",
        "III. CÁC HỆ THỐNG NỀN TẢNG",
    ]
    assert (
        "5.1. Phát triển các ứng dụng, dịch vụ phục vụ hoạt động nội bộ các cơ quan nhà nước"
        in (texts(plan, "subheading"))
    )
    assert "III. NỘI DUNG" in texts(read(WEBSITES), "h2")
    assert "c) Tổ chức tập huấn, truyền thông" in texts(read(HUE), "h4")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_heading_level_is_skipped(path):
    levels = {"h2": 2, "h3": 3, "h4": 4, "subheading": 5}
    before = 1
    for block in read(path).blocks:
        if block.kind in levels:
            assert levels[block.kind] <= before + 1, block.text
            before = levels[block.kind]


def test_a_heading_of_two_lines_is_one_heading():
    assert (
        "2. Cấp phát, kích hoạt tài khoản quản trị; hướng dẫn, bàn giao tài liệu sử dụng"
        in texts(read(WEBSITES), "h3")
    )


def test_a_numbered_sentence_is_a_paragraph_and_no_heading():
    paragraphs = texts(read(DIGITAL_2022), "paragraph")
    assert any(text.startswith("3. Sở Kế hoạch và Đầu tư: chủ trì") for text in paragraphs)


def test_paragraphs_are_parted_where_the_next_line_is_indented():
    paragraphs = texts(read(DIGITAL_2022), "paragraph")
    start = "100% các cơ quan, đơn vị được triển khai, kết nối vào mạng truyền số liệu"
    assert any(text.startswith(start) for text in paragraphs)
    assert any(text.startswith("UBND tỉnh xây dựng") for text in texts(read(WEBSITES), "paragraph"))


def test_paragraphs_go_on_over_a_page_break():
    items = texts(read(WEBSITES), "list_item")
    assert any("biên tập tin, bài; hỗ trợ cán bộ quản trị" in text for text in items)


def test_symbols_broken_at_their_hyphen_are_whole_again():
    body = " ".join(block.text for block in read(DIGITAL_2022).blocks)
    assert "phòng, chống dịch COVID-19; triển khai" in body
    assert "Nghị quyết 17/NQ-CP đề ra" in body
    assert "Quyết định số 392/QĐ-UBND ngày 26/01/2021" in body
    assert "giai đoạn 2018-2025 định hướng" in " ".join(block.text for block in read(HUE).blocks)


def test_legal_bases_that_end_in_a_full_line_stay_apart():
    assert any(
        basis.startswith("Quyết định số 950/QĐ-TTg ngày 01/8/2018")
        for basis in read(HUE).legal_bases
    )


def test_footnotes_stand_at_the_end_and_are_linked_from_their_place():
    plan = read(DIGITAL_2022)
    notes = [block for block in plan.blocks if block.kind == "footnote"]
    assert [note.marker for note in notes] == [str(number) for number in range(1, 10)]
    assert notes == list(plan.blocks[-9:])
    marked = {
        number: block.text[:offset][-12:] for block in plan.blocks for offset, number in block.notes
    }
    assert marked[1].endswith("Truyền thông")
    assert marked[2].endswith("mức độ 4")
    assert marked[5].endswith("năm 2021")
    assert marked[8].endswith("năm 2021")
    assert marked[9].endswith("virus")
    page = to_html(plan.blocks)
    assert 'năm 2021<sup><a href="#ghi-chu-5">5</a></sup>; Quy chế' in page
    assert '<p class="footnote" id="ghi-chu-5"><sup>5</sup> Kế hoạch số 198/KH-UBND' in page


class Outline(HTMLParser):
    """Checks that tags are closed in order, and collects the words."""

    def __init__(self):
        super().__init__()
        self.open_tags = []
        self.tags = set()
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "br":
            self.open_tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open_tags.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_page_of_a_plan_is_well_formed_and_holds_every_word(path):
    plan = read(path)
    outline = Outline()
    outline.feed(to_html(plan.blocks))
    assert outline.open_tags == []
    assert outline.tags <= {"h2", "h3", "h4", "p", "ul", "li", "b", "br", "sup", "a"}
    expected = "".join(
        (block.marker if block.kind == "footnote" else "") + block.text for block in plan.blocks
    )
    assert without_spaces("".join(outline.words)) == without_spaces(expected)


def test_text_cannot_smuggle_markup_into_the_page():
    page = to_html(read_plan('<script>alert("1")</script>\n\n- <img src=x onerror=y>').blocks)
    assert "<script" not in page
    assert "<img" not in page
    assert html.unescape(re.sub(r"</?(?:p|ul|li)>|\s", "", page)) == (
        '<script>alert("1")</script><imgsrc=xonerror=y>'
    )


def test_two_columns_on_one_line_are_taken_apart():
    plan = read_plan(
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n"
        "XÃ THẤT KHÊ              Độc lập - Tự do - Hạnh phúc\n\n"
        "Số: 12/QĐ-UBND           Thất Khê, ngày 03 tháng 9 năm 2026\n\n"
        "QUYẾT ĐỊNH\n\nVề việc công khai dự toán\n\n"
        "Điều 1. Công khai dự toán ngân sách.\n\n"
        "Nơi nhận:                TM. ỦY BAN NHÂN DÂN\n\n"
        "- Như Điều 1;            CHỦ TỊCH\n\n- Lưu: VT.\n\nNguyễn Văn Mẫu\n\n"
        "PHỤ LỤC\n\nSố liệu kèm theo.\n"
    )
    assert plan.document_type == "Quyết định"
    assert plan.number == "12/QĐ-UBND"
    assert plan.place == "Thất Khê"
    assert plan.issued_on == datetime.date(2026, 9, 3)
    assert plan.issuer == "Ủy ban nhân dân xã Thất Khê"
    assert plan.recipients == ("Như Điều 1", "Lưu: VT")
    assert (plan.signing_code, plan.signatory_post) == ("TM.", "Chủ tịch")
    assert plan.signatory == "Nguyễn Văn Mẫu"
    # What follows the signature is an annex: it belongs to the text.
    assert texts(plan, "paragraph")[-2:] == ["PHỤ LỤC", "Số liệu kèm theo."]


def test_a_number_left_blank_by_the_office_is_not_stated():
    plan = read_plan(
        "Số:        /KH-UBND    Lạng Sơn, ngày    tháng 10 năm 2026\n\nKẾ HOẠCH\n\nMẫu"
    )
    assert (plan.number, plan.issued_on) == (None, None)
    assert plan.place == "Lạng Sơn"


def test_page_numbers_and_drawn_rules_are_dropped_and_listed():
    plan = read_plan(
        "Đoạn một của văn bản.\n\n- 2 -\n\f\nĐoạn hai có 5 dòng.\n\n--------\n\n5\n\nHết."
    )
    assert plan.dropped == ("- 2 -", "--------")
    assert texts(plan, "paragraph")[-1].endswith("Hết.")
    assert any("5" in text for text in texts(plan, "paragraph"))


def test_an_empty_text_reads_as_empty():
    plan = read_plan(" \n\n ")
    assert plan.blocks == ()
    assert plan.title is None
    assert to_html(plan.blocks) == ""


FRAGMENTS = st.sampled_from(
    [
        "KẾ HOẠCH", "Số: 206 /KH-UBND", "Lạng Sơn, ngày 20 tháng 10 năm 2021", "Phần I", "I. MỤC",
        "1. Mục đích", "5.1. Nhiệm vụ", "a) Việc", "- Mục một;", "- Lưu: VT.", "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu", "1 Ghi chú",
        " " * 46, "\f", "", "", " sang trang", "12", "****", "Thực hiện Kế hoạch số 3; UBND tỉnh",
        "UBND xã Mẫu ban hành Kế hoạch thử như sau:", "Truyền thông1.", "x" * 90, "QĐ-", "**đậm**",
        "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "19; tiếp theo",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=30)), max_size=40).map("\n".join),
)


@given(TEXTS)
def test_no_text_makes_the_reader_fail_or_lose_a_character(text):
    plan = read_plan(text)
    kept = [*plan.head_lines, *plan.closing_lines, *plan.dropped]
    kept += [block.marker + block.text for block in plan.blocks]
    assert Counter(without_spaces("".join(kept))) == Counter(
        without_spaces(unicodedata.normalize("NFC", text))
    )
    for block in plan.blocks:
        for offset, number in block.notes:
            assert block.text[offset:].startswith(str(number))
    outline = Outline()
    outline.feed(to_html(plan.blocks))
    outline.close()
    assert outline.open_tags == []


@given(TEXTS)
def test_a_text_without_footnotes_keeps_its_order(text):
    plan = read_plan(text)
    source = without_spaces(unicodedata.normalize("NFC", text))
    if plan.dropped or any(block.kind == "footnote" for block in plan.blocks):
        return
    body = "".join(block.marker + block.text for block in plan.blocks)
    body = without_spaces(body)
    head = without_spaces("".join(plan.head_lines))
    closing = without_spaces("".join(plan.closing_lines))
    assert source.startswith(head)
    rest = source[len(head) :]
    at = rest.find(closing)
    while at >= 0 and rest[:at] + rest[at + len(closing) :] != body:
        at = rest.find(closing, at + 1)
    assert at >= 0
