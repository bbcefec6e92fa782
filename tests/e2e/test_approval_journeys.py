"""A text on its way to the public: submitted, approved, sent back, urgent, withdrawn, restored."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accounts import Account, make_account, news_page_id, run_script, sign_in
from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, PROVINCE, Portal

QUEUE = "/quan-tri/hang-doi-duyet/"
REASON = "Cảnh báo lũ ống trong đêm nay, phải báo ngay cho dân."
# News of phường Tam Thanh pass through the province; the rule is written once and stays.
_RULE = """
from portal_network.moderation.models import ApprovalRule, SendBackReason
ApprovalRule.objects.get_or_create(
    province_id="20", commune_id="05986", section="news",
    defaults={"route": "commune_then_province"},
)
SendBackReason.objects.get_or_create(province_id="20", text="Thiếu nguồn của số liệu.")
"""
_DRAFTS = """
import json, sys
from datetime import date
from commune_site.models import ArticlePage, PortalPage
from portal_network.accounts.models import User
username, titles = json.loads(sys.argv[1])
editor = User.objects.get(username=username)
for number, title in enumerate(titles):
    parent = PortalPage.objects.get(commune_id="05986", registry_key="section:news")
    page = ArticlePage(
        title=title, slug=f"{username}-{number}", summary="Tóm tắt.", author="Ban biên tập",
        source="UBND phường", disclosed_on=date(2026, 3, 15), owner=editor, live=False,
        body=[("paragraph", "<p>Hội nghị bàn việc thu gom rác tại các khối phố.</p>")],
    )
    parent.add_child(instance=page)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
"""


@pytest.fixture
def rule(portal: Portal) -> None:
    """Let news need commune and province."""
    run_script(portal, _RULE)


@pytest.fixture
def people(portal: Portal, open_page: OpenPage, rule: None):
    """Sign in an editor, an approver and a moderator, each in a browser of their own."""

    def signed_in(role: str, place: str, host: str) -> tuple[Page, Account]:
        account = make_account(portal, role, place, with_app=role != "editor")
        page = open_page("about:blank")
        sign_in(page, portal, account, host)
        return page, account

    return {
        "editor": signed_in("editor", "05986", COMMUNE),
        "approver": signed_in("approver", "05986", COMMUNE),
        "moderator": signed_in("province_moderator", "20", PROVINCE),
    }


def open_item(page: Page, portal: Portal, host: str, title: str) -> None:
    """Find a text in the queue and open it."""
    page.goto(portal.url(host, QUEUE))
    page.get_by_role("link", name=title).click()
    expect(page.locator(".approval-title")).to_have_text(title)


def approve(page: Page, portal: Portal, host: str, title: str) -> None:
    """Approve a text from its own screen."""
    open_item(page, portal, host, title)
    page.get_by_role("button", name="Phê duyệt").click()
    expect(page.locator(".messages")).to_contain_text(f"Đã duyệt “{title}”")


def write_and_submit(page: Page, portal: Portal, title: str) -> str:
    """Write an article in the editor, submit it and see where it is; return its title."""
    news = news_page_id(portal)
    page.goto(portal.url(COMMUNE, f"/quan-tri/pages/add/commune_site/articlepage/{news}/"))
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill("Hội nghị bàn việc thu gom rác.")
    page.locator("[name=author]").fill("Ban biên tập")
    page.locator("[name=source]").fill("UBND phường")
    submit(page)
    page.goto(portal.url(COMMUNE, f"{QUEUE}theo-doi/"))
    page.get_by_role("link", name=title).click()
    expect(page.locator(".approval-facts")).to_contain_text("Đang chờ ở cấp xã")
    return title


def submit(page: Page, label: str = "Gửi duyệt") -> None:
    """Choose in the editor to submit the text."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".messages")).to_contain_text("gửi duyệt", ignore_case=True)


def public_status(portal: Portal, title: str) -> bool:
    """Tell whether the public finds a title among the news of phường Tam Thanh."""
    status, text = portal.fetch(COMMUNE, "/hoat-dong/hoat-dong-don-vi/")
    assert status == 200
    return title in text


def new_title(what: str) -> str:
    """Return a title that no other test uses."""
    return f"{what} {secrets.token_hex(3)}"


def test_from_the_editor_to_the_public(portal, people):
    editor, approver, moderator = (people[who][0] for who in ("editor", "approver", "moderator"))
    title = write_and_submit(editor, portal, new_title("Thu gom rác"))
    approver.goto(portal.url(COMMUNE, QUEUE))
    assert_accessible(approver)
    open_item(approver, portal, COMMUNE, title)
    frame = approver.frame_locator(".approval-text iframe")
    expect(frame.locator("h1")).to_have_text(title)
    assert_accessible(approver)
    approver.get_by_role("button", name="Phê duyệt").click()
    expect(approver.locator(".messages")).to_contain_text("chuyển sang bước sau")
    assert not public_status(portal, title)
    editor.goto(portal.url(COMMUNE, f"{QUEUE}theo-doi/"))
    expect(editor.get_by_role("row", name=title)).to_contain_text("ở cấp tỉnh", ignore_case=True)
    approve(moderator, portal, PROVINCE, title)
    assert public_status(portal, title)


def test_sent_back_with_reasons_and_submitted_again(portal, people):
    editor, approver, moderator = (people[who][0] for who in ("editor", "approver", "moderator"))
    title = new_title("Số liệu thu chi")
    run_script(portal, _DRAFTS, people["editor"][1].username, [title])
    approve(approver, portal, COMMUNE, title)
    open_item(moderator, portal, PROVINCE, title)
    moderator.get_by_label("Thiếu nguồn của số liệu.").check()
    moderator.get_by_label("Nội dung cần sửa").fill("Ghi rõ quyết định phê duyệt dự toán.")
    moderator.get_by_role("button", name="Trả lại").click()
    expect(moderator.locator(".messages")).to_contain_text("Đã trả lại")
    editor.goto(portal.url(COMMUNE, f"/quan-tri/pages/{news_page_id(portal)}/?q={title}"))
    editor.get_by_role("link", name=title).first.click()
    editor.locator("[name=source]").fill("Quyết định 12/QĐ-UBND")
    submit(editor, "Gửi duyệt lại")
    # The text changed, so the commune reads it again before the province does.
    approve(approver, portal, COMMUNE, title)
    open_item(moderator, portal, PROVINCE, title)
    expect(moderator.get_by_text("Ghi rõ quyết định phê duyệt dự toán.")).to_be_visible()
    approve(moderator, portal, PROVINCE, title)
    assert public_status(portal, title)


def test_an_emergency_is_public_at_once_and_reviewed_afterwards(portal, people):
    approver, moderator = people["approver"][0], people["moderator"][0]
    title = new_title("Cảnh báo lũ")
    run_script(portal, _DRAFTS, people["editor"][1].username, [title])
    open_item(approver, portal, COMMUNE, title)
    approver.get_by_role("link", name="Mở trình soạn thảo để ghi chú vào bài").click()
    edit = approver.url
    page_id = edit.rstrip("/").split("/")[-2]
    approver.goto(portal.url(COMMUNE, f"{QUEUE}trang/{page_id}/dang-khan-cap/"))
    assert_accessible(approver)
    approver.get_by_label("Lý do").fill("gấp")
    approver.get_by_role("button", name="Đăng ngay").click()
    expect(approver.get_by_role("alert")).to_be_visible()
    approver.get_by_label("Lý do").fill(REASON)
    approver.get_by_role("button", name="Đăng ngay").click()
    expect(approver.locator(".messages")).to_contain_text("tỉnh sẽ hậu kiểm")
    assert public_status(portal, title)
    open_item(moderator, portal, PROVINCE, title)
    expect(moderator.get_by_text(REASON)).to_be_visible()
    moderator.get_by_role("button", name="Xác nhận việc đăng").click()
    expect(moderator.locator(".messages")).to_contain_text("đã công khai")


def test_several_are_approved_at_once(portal, people):
    approver, moderator = people["approver"][0], people["moderator"][0]
    titles = [new_title(f"Tin vắn {number}") for number in (1, 2, 3)]
    run_script(portal, _DRAFTS, people["editor"][1].username, titles)
    for page, host in ((approver, COMMUNE), (moderator, PROVINCE)):
        page.goto(portal.url(host, QUEUE))
        for title in titles[:2]:
            page.get_by_label(f"Chọn “{title}”").check()
        page.get_by_role("button", name="Phê duyệt các bài đã chọn").click()
        expect(page.locator(".messages")).to_contain_text("Đã duyệt 2 bài.")
    assert [public_status(portal, title) for title in titles] == [True, True, False]


def test_withdrawn_and_restored(portal, people):
    approver, moderator = people["approver"][0], people["moderator"][0]
    title = new_title("Khen thưởng")
    run_script(portal, _DRAFTS, people["editor"][1].username, [title])
    approve(approver, portal, COMMUNE, title)
    approve(moderator, portal, PROVINCE, title)
    approver.goto(portal.url(COMMUNE, f"/quan-tri/pages/{news_page_id(portal)}/?q={title}"))
    approver.get_by_role("link", name=title).first.click()
    page_id = approver.url.rstrip("/").split("/")[-2]
    approver.goto(portal.url(COMMUNE, f"/quan-tri/pages/{page_id}/unpublish/"))
    approver.get_by_label("Lý do").fill("Sai tên người được khen thưởng.")
    approver.get_by_role("button", name="Gỡ bài").click()
    expect(approver.locator(".messages")).to_contain_text("Trang không còn công khai.")
    assert not public_status(portal, title)
    approver.goto(portal.url(COMMUNE, f"{QUEUE}trang/{page_id}/khoi-phuc/"))
    approver.get_by_label("Lý do").fill("Đã kiểm tra lại, tên người là đúng.")
    approver.get_by_role("button", name="Khôi phục").click()
    expect(approver.locator(".messages")).to_contain_text("công khai trở lại")
    assert public_status(portal, title)
    approver.goto(portal.url(COMMUNE, f"/quan-tri/pages/{page_id}/history/"))
    expect(approver.get_by_text("Sai tên người được khen thưởng.")).to_be_visible()


def test_keys_lead_through_the_queue_once_they_are_turned_on(portal, people):
    approver = people["approver"][0]
    titles = [new_title(f"Phím tắt {number}") for number in (1, 2)]
    run_script(portal, _DRAFTS, people["editor"][1].username, titles)
    approver.goto(portal.url(COMMUNE, QUEUE))
    approver.keyboard.press("j")
    assert approver.evaluate("document.activeElement.closest('.approval-table')") is None
    approver.locator("[data-approval-shortcuts] summary").click()
    approver.get_by_label("Dùng phím đơn trên các màn hình này").check()
    approver.keyboard.press("j")
    approver.keyboard.press("x")
    row = approver.locator(".approval-table tr", has=approver.locator("a:focus"))
    expect(row.locator("input[name=item]")).to_be_checked()
    approver.keyboard.press("Enter")
    approver.wait_for_url(f"**{QUEUE}*/")
    first = approver.url
    approver.keyboard.press("j")
    approver.wait_for_url(lambda url: url != first)
    approver.keyboard.press("u")
    approver.wait_for_url(f"**{QUEUE}")
