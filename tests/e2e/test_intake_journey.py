"""From a signed PDF to the public page: dropped, confirmed, approved."""

import secrets

from playwright.sync_api import Page, expect

from tests.e2e.accounts import make_account, sign_in
from tests.e2e.axe import assert_accessible
from tests.e2e.portal import COMMUNE
from tests.e2e.signed_papers import drop, plan, signed

DROP = "/quan-tri/van-ban-tu-tep/"
QUEUE = "/quan-tri/hang-doi-duyet/"
SECTION = "/van-ban/van-ban-chi-dao-dieu-hanh/"
PHONE = {"width": 360, "height": 740}
_BEGIN_OF_FILE = "async (address) => (await (await fetch(address)).text()).slice(0, 4)"


def drop_here(page: Page, name: str, content: bytes) -> None:
    """Let go of a file above the frame; it is uploaded and read at once."""
    with page.expect_navigation():
        drop(page, "[data-intake-drop]", name, content)


def test_a_dropped_plan_is_submitted_with_one_action_and_found_by_the_public(
    portal, open_page, tmp_path
):
    summary = f"Chuyển đổi số năm {secrets.token_hex(3)}"
    editor, approver = open_page("about:blank"), open_page("about:blank")
    sign_in(editor, portal, make_account(portal, "editor", "05986", with_app=False), COMMUNE)
    sign_in(approver, portal, make_account(portal, "approver", "05986"), COMMUNE)

    editor.goto(portal.url(COMMUNE, DROP))
    assert_accessible(editor)
    drop_here(editor, "ke-hoach.pdf", signed(plan(tmp_path / "plan.pdf", summary)))
    expect(editor.locator("[name=number]")).to_have_value("33/KH-UBND")
    expect(editor.locator("[name=issued_on]")).to_have_value("05/08/2025")
    expect(editor.locator("[name=signatory]")).to_have_value("Lý Văn Páo")
    expect(editor.locator(".intake-row", has=editor.locator("[name=number]"))).to_contain_text(
        "Chắc chắn. Trang 1: “Số: 33 /KH-UBND”"
    )
    expect(editor.locator(".intake-pictures img").first).to_be_visible()
    assert_accessible(editor)
    editor.set_viewport_size(PHONE)
    assert editor.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    # The first action after the drop, of at most four.
    editor.get_by_role("button", name="Gửi duyệt").click()
    expect(editor.locator(".messages")).to_contain_text(f"Đã gửi duyệt “{summary}”")

    approver.goto(portal.url(COMMUNE, QUEUE))
    approver.get_by_role("link", name=summary).click()
    approver.get_by_role("button", name="Phê duyệt").click()
    expect(approver.locator(".messages")).to_contain_text(f"Đã duyệt “{summary}”")

    visitor = open_page(portal.url(COMMUNE, SECTION))
    visitor.get_by_role("link", name=summary).first.click()
    expect(visitor.locator("h1")).to_have_text(summary)
    for stated in ("33/KH-UBND", "05/08/2025", "Lý Văn Páo", "Phường Tam Thanh"):
        expect(visitor.locator("main")).to_contain_text(stated, ignore_case=True)
    expect(visitor.locator("main")).to_contain_text("1 chữ ký số")
    address = visitor.get_by_role("link", name="ke-hoach").first.get_attribute("href")
    assert visitor.evaluate(_BEGIN_OF_FILE, address) == "%PDF"


def test_without_scripts_files_are_chosen_and_bad_ones_are_told(portal, open_page, tmp_path):
    summary = f"Kiểm tra định kỳ {secrets.token_hex(3)}"
    account = make_account(portal, "editor", "05986", with_app=False)
    editor = open_page("about:blank")
    sign_in(editor, portal, account, COMMUNE)
    cookies = editor.context.storage_state()
    page = open_page("about:blank", java_script_enabled=False, storage_state=cookies)
    page.goto(portal.url(COMMUNE, DROP))
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 cut"},
            {"name": "a.pdf", "mimeType": "application/pdf",
             "buffer": plan(tmp_path / "plan.pdf", summary)},
        ]
    )  # fmt: skip
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.locator(".messages")).to_contain_text("Không nhận tệp “hong.pdf”")
    expect(page.locator("[name=title]")).to_have_value(summary)
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator(".messages")).to_contain_text(f"Đã lưu bản nháp “{summary}”")
