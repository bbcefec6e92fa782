"""What is copied in Word or Excel arrives as blocks: tables kept, junk dropped."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commune_site.blocks import BodyBlock
from commune_site.editing.word.pasting import LONGEST_PASTE, pasted_blocks
from portal_network.tenancy.models import Role
from tests.factories import make_user, section_page

pytestmark = pytest.mark.django_db

ADDRESS = "/quan-tri/soan-thao/dan/"
# As Word 2019 puts it into the clipboard, shortened.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- @font-face {font-family:"Times New Roman"} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head>
<body lang=VI><!--StartFragment-->
<p class=MsoNormal style='margin:0;mso-fareast-language:VI'><b><span style='color:red'>Thông báo
lịch</span></b> tiếp công dân<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst><span style='mso-list:Ignore'>-<span>&nbsp; </span></span
>Sáng thứ Năm</p>
<p class=MsoListParagraphCxSpLast><span style='mso-list:Ignore'>-<span>&nbsp; </span></span
>Chiều thứ Sáu</p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span
>Mang giấy tờ</p>
<div align=center><table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'>
<tr><td width=99><p class=MsoNormal><b>Ngày</b></p></td>
<td colspan=2><p><b>Người tiếp</b></p></td></tr>
<tr><td><p class=MsoNormal>03/12<o:p></o:p></p></td>
<td><p>Chủ tịch</p></td><td><p>8 giờ</p></td></tr>
</table></div>
<p class=MsoNormal><a href="javascript:alert(1)">xem</a> <a href="https://langson.gov.vn">cổng</a>
<img src="file:///C:/Users/a/clip_image001.png" onerror="alert(1)"></p>
<script>alert(1)</script><!--EndFragment--></body></html>"""
EXCEL = """<html><body><table><col width=64><tr height=20><td class=xl65>Thu</td>
<td align=right style='mso-number-format:"\\#\\,\\#\\#0"'>1.234</td></tr></table></body></html>"""


def test_a_text_of_word_keeps_its_structure_and_loses_its_junk():
    kinds = [kind for kind, _value in pasted_blocks(WORD)]
    assert kinds == ["paragraph", "table", "paragraph"]
    (_, text), (_, table), (_, last) = pasted_blocks(WORD)
    assert "<b>Thông báo lịch</b> tiếp công dân" in text
    assert (
        "<ul><li>Sáng thứ Năm</li><li>Chiều thứ Sáu</li></ul><ol><li>Mang giấy tờ</li></ol>" in text
    )
    assert table["data"] == [["Ngày", "Người tiếp", ""], ["03/12", "Chủ tịch", "8 giờ"]]
    assert table["mergeCells"] == [{"row": 0, "col": 1, "rowspan": 1, "colspan": 2}]
    assert table["first_row_is_table_header"]
    assert '<a href="https://langson.gov.vn">cổng</a>' in last
    everything = json.dumps(pasted_blocks(WORD))
    for junk in ("Mso", "mso", "style", "alert", "javascript", "img", "font", "o:p", "file:"):
        assert junk not in everything, junk


def test_cells_of_a_spreadsheet_become_a_table():
    ((kind, table),) = pasted_blocks(EXCEL)
    assert (kind, table["data"]) == ("table", [["Thu", "1.234"]])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/ptdrhlu123 colspan=\"'&;-!a\n"), max_size=200))
def test_no_clipboard_is_an_error(html):
    for kind, _value in pasted_blocks(f"<table><tr><td>{html}</td></tr></table>{html}"):
        assert kind in BodyBlock().child_blocks


def test_the_editor_gets_blocks_that_it_can_store(editor):
    answer = editor.post(ADDRESS, {"html": WORD})
    assert answer.status_code == 200
    blocks = answer.json()["blocks"]
    assert [block["type"] for block in blocks] == ["paragraph", "table", "paragraph"]
    assert all(block["id"] for block in blocks)


@pytest.mark.parametrize(
    ("html", "status", "said"),
    [
        ("<p></p>", 400, "không có chữ"),
        ("", 400, "không có chữ"),
        ("a" * (LONGEST_PASTE + 1), 413, "quá dài"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(editor, html, status, said):
    answer = editor.post(ADDRESS, {"html": html})
    assert answer.status_code == status
    assert said in answer.json()["message"]


def test_only_staff_paste(visitor, editor, client_for, commune):
    assert visitor.post(ADDRESS, {"html": WORD}).status_code in (302, 404)
    assert editor.get(ADDRESS).status_code == 405
    observer = client_for(commune, make_user(Role.RESPONDER, commune))
    assert observer.post(ADDRESS, {"html": WORD}).status_code == 200


def test_the_editor_of_texts_loads_the_script(editor, commune):
    html = editor.get(
        f"/quan-tri/pages/add/commune_site/articlepage/{section_page(commune, 'news').pk}/"
    ).content.decode()
    assert "commune_site/js/paste.js" in html and ADDRESS in html


def test_what_a_browser_sends_of_a_text_is_cleaned_by_the_server():
    """A browser without the script, or a forged form, stores no more than the editor offers."""
    block = BodyBlock().child_blocks["paragraph"]
    content = {
        "blocks": [
            {
                "key": "a", "text": "Chữ màu", "type": "unstyled", "depth": 0, "data": {},
                "inlineStyleRanges": [
                    {"offset": 0, "length": 3, "style": "BOLD"},
                    {"offset": 4, "length": 3, "style": "color-red"},
                ],
                "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
            }
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
        },
    }  # fmt: skip
    value = block.value_from_datadict({"p": json.dumps(content)}, {}, "p")
    assert "<b>Chữ</b>" in value.source.replace("<a>", "").replace("</a>", "")
    assert "javascript" not in value.source and "color" not in value.source
