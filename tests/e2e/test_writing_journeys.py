"""How officers really write: from a Word file, by copying, with an outline, by typing days."""

import json
import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.commune_site.editing.test_pasting import WORD
from tests.commune_site.editing.word_files import cell, paragraph, picture, table, word_file
from tests.e2e.accounts import Account, make_account, news_page_id, sign_in
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, Portal

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DESCRIBED = "Phòng tiếp công dân ở tầng một"
_PASTE = """(editor, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", html);
    clipboard.setData("text/plain", "Thông báo lịch tiếp công dân");
    editor.dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true})
    );
}"""


@pytest.fixture(scope="module")
def officer(portal: Portal) -> tuple[Account, int]:
    """Somebody who writes for phường Tam Thanh, and the key of the section of news there."""
    return make_account(portal, "editor", "05986", with_app=False), news_page_id(portal)


@pytest.fixture
def section(officer: tuple[Account, int]) -> int:
    """The key of the section of news."""
    return officer[1]


@pytest.fixture
def editor(portal: Portal, officer: tuple[Account, int], open_page: OpenPage) -> Page:
    """A browser in which that officer is signed in."""
    page = open_page("about:blank")
    sign_in(page, portal, officer[0])
    return page


def new_article(page: Page, portal: Portal, section: int, query: str = "") -> None:
    """Open the form of a new article."""
    address = f"/quan-tri/pages/add/commune_site/articlepage/{section}/{query}"
    page.goto(portal.url(COMMUNE, address))


def save_draft(page: Page) -> None:
    """Save, and see that it was saved."""
    page.get_by_role("button", name=re.compile("^Lưu bản nháp")).first.click()
    page.wait_for_url(re.compile(r"/quan-tri/pages/\d+/edit/"))


def submit(page: Page) -> None:
    """Choose in the editor to submit the text."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Gửi duyệt", exact=True).click()


def body(page: Page) -> list[dict]:
    """Return kind and value of the blocks of the body, as the form would send them."""
    return page.evaluate(
        """() => window.wagtail.editHandler.getPanelByName("body").getBoundWidget()
            .getState().map(block => ({type: block.type, value: block.value}))"""
    )


def test_a_word_file_becomes_an_article_with_its_pictures(portal, editor, section):
    title = f"Thông báo {secrets.token_hex(3)}"
    new_article(editor, portal, section)
    editor.get_by_role("link", name="Nhập từ Word").click()
    choose = editor.locator("input[type=file]")
    choose.set_input_files({"name": "cu.doc", "mimeType": DOCX, "buffer": b"\xd0\xcf\x11\xe0old"})
    editor.locator("[name=title]").fill(title)
    editor.get_by_role("button", name="Tạo bản nháp").click()
    expect(editor.locator(".error-message")).to_contain_text(".docx")
    expect(editor.locator("[name=title]")).to_have_value(title)

    content = word_file(
        paragraph("Ủy ban nhân dân phường thông báo lịch tiếp công dân."),
        table([cell("Ngày", bold=True), cell("Người tiếp", bold=True)],
              [cell("03/12"), cell("Chủ tịch")]),
        picture("rId10", DESCRIBED),
        picture("rId11"),
    )  # fmt: skip
    choose.set_input_files({"name": "moi.docx", "mimeType": DOCX, "buffer": content})
    editor.get_by_role("button", name="Tạo bản nháp").click()

    expect(editor).to_have_url(re.compile(r"/quan-tri/pages/\d+/edit/"))
    expect(editor.locator("[name=title]")).to_have_value(title)
    expect(editor.locator("[name$='-alt']").first).to_have_value(DESCRIBED)
    expect(editor.locator("[name$='-alt']")).to_have_count(2)
    pictures = editor.locator(".image-chooser img:visible")
    expect(pictures).to_have_count(2)
    assert all(pictures.evaluate_all("all => all.map(one => one.naturalWidth > 0)"))
    kinds = [block["type"] for block in body(editor)]
    assert kinds == ["paragraph", "table", "image", "image"]


def test_what_is_pasted_from_word_keeps_its_table_and_drops_its_junk(portal, editor, section):
    new_article(editor, portal, section, "?mau=trong")
    editor.locator("[name=title]").fill(f"Chép từ Word {secrets.token_hex(3)}")
    editor.get_by_role("button", name="Chèn khối nội dung").first.click()
    editor.get_by_role("option", name="Đoạn văn").click()
    place = editor.locator(".Draftail-Editor [contenteditable=true]").first
    place.click()
    place.evaluate(_PASTE, WORD)
    expect(editor.locator(".handsontable table").first).to_be_visible()
    save_draft(editor)

    blocks = [block for block in body(editor) if block["type"] in ("paragraph", "table")]
    [pasted] = [block["value"] for block in blocks if block["type"] == "table"]
    assert pasted["data"] == [["Ngày", "Người tiếp", None], ["03/12", "Chủ tịch", "8 giờ"]]
    everything = json.dumps(blocks, ensure_ascii=False)
    assert "tiếp công dân" in everything and "Sáng thứ Năm" in everything
    for junk in ("Mso", "mso-", "javascript", "alert", "file:", "o:p"):
        assert junk not in everything, junk


def test_an_outline_fills_the_form_and_its_gaps_keep_it_from_being_submitted(
    portal, editor, section
):
    new_article(editor, portal, section)
    editor.get_by_role("link", name="Giấy mời").click()
    expect(editor.locator("a[aria-current=true]")).to_have_text("Giấy mời")
    headings = [block["value"] for block in body(editor) if block["type"] == "heading"]
    assert headings[:3] == ["Thời gian", "Địa điểm", "Nội dung"]

    title = f"Mời họp tổ dân phố {secrets.token_hex(3)}"
    editor.locator("[name=title]").fill(title)
    submit(editor)
    expect(editor.get_by_text("[…").first).to_be_visible()
    expect(editor.locator("[name=title]")).to_have_value(title)
    assert [b["value"] for b in body(editor) if b["type"] == "heading"] == headings


def test_a_calendar_is_in_nobodys_way(portal, editor, section):
    new_article(editor, portal, section)
    day = editor.locator("[name=disclosed_on]")
    calendar = editor.locator(".xdsoft_datetimepicker:visible")
    day.click()
    expect(calendar).to_have_count(1)
    # Who types needs no calendar; it would lie over the next field.
    day.press("Control+a")
    day.press_sequentially("02/09/2026")
    expect(calendar).to_have_count(0)
    # Who passes through is gone before it opens.
    day.press("Tab")
    day.focus()
    day.press("Tab")
    # Twice what the calendar waits for.
    editor.wait_for_timeout(250)
    expect(calendar).to_have_count(0)
    expect(day).to_have_value("02/09/2026")
    # And it comes again to whoever asks for it.
    day.click()
    expect(calendar).to_have_count(1)
    calendar.locator("td[data-date='15'][data-month='8']").click()
    expect(day).to_have_value("15/09/2026")
