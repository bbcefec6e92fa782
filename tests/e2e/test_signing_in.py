"""People sign in with an app or a passkey, are locked out and let in again, and lose nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accounts import (
    ADMIN,
    SIGN_IN,
    Account,
    add_virtual_authenticator,
    age_session,
    give_password,
    make_account,
    news_page_id,
    sign_in,
    sign_out,
)
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, PROVINCE, Portal
from tests.e2e.scripts import run_command

FACTORS = "/quan-tri/bao-mat/"


def assert_fit(page: Page) -> None:
    """Fail unless the screen is accessible and does not scroll sideways."""
    assert_accessible(page)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{page.url} is {width} px too wide"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_an_approver_signs_in_with_a_code_of_an_app(
    portal: Portal, open_page: OpenPage, viewport: dict
) -> None:
    account = make_account(portal)
    page = open_page(portal.url(COMMUNE, "/quan-tri/login/"), viewport=viewport)
    expect(page).to_have_url(portal.url(COMMUNE, SIGN_IN))
    assert_fit(page)
    give_password(page, account)
    expect(page.get_by_role("heading", name="Xác thực hai lớp")).to_be_visible()
    page.get_by_label("Mã xác thực").fill("000000")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_text("Mã không đúng")).to_be_visible()
    assert_fit(page)
    page.get_by_label("Mã xác thực").fill(account.code())
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(portal.url(COMMUNE, ADMIN))


@pytest.mark.parametrize(
    "path", [SIGN_IN, "/quan-tri/quen-mat-khau/", "/quan-tri/quen-mat-khau/da-gui/"]
)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_screens_before_the_sign_in_are_accessible(
    portal: Portal, open_page: OpenPage, path: str, viewport: dict
) -> None:
    assert_fit(open_page(portal.url(COMMUNE, path), viewport=viewport))


def test_the_screens_work_without_scripts(portal: Portal, open_page: OpenPage) -> None:
    account = make_account(portal)
    page = open_page(portal.url(COMMUNE, SIGN_IN), java_script_enabled=False)
    give_password(page, account, "sai mật khẩu hoàn toàn")
    message = page.get_by_text("không đúng")
    expect(message).to_be_in_viewport()
    assert message.evaluate("it => getComputedStyle(it.closest('ul')).opacity") == "1"
    give_password(page, account)
    page.get_by_label("Mã xác thực").fill(account.code())
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(portal.url(COMMUNE, ADMIN))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_newcomer_must_set_up_an_app_and_keeps_recovery_codes(
    portal: Portal, open_page: OpenPage, viewport: dict
) -> None:
    account = make_account(portal, with_app=False)
    page = open_page(portal.url(COMMUNE, SIGN_IN), viewport=viewport)
    give_password(page, account)
    expect(page).to_have_url(portal.url(COMMUNE, FACTORS))
    expect(page.get_by_text("bắt buộc có lớp xác thực thứ hai").first).to_be_visible()
    assert_fit(page)
    page.get_by_role("link", name="Cài đặt ứng dụng").click()
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    assert_fit(page)
    account.totp_secret = page.locator("#totp-secret").get_attribute("data-secret")
    page.get_by_label("Mã hiện trên ứng dụng").fill(account.code())
    page.get_by_role("button", name="Hoàn tất cài đặt").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    assert_fit(page)
    codes = page.locator(".accounts-codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Tôi đã cất giữ các mã").click()
    expect(page.get_by_role("link", name="Tạo mã mới")).to_be_visible()
    assert_fit(page)
    page.get_by_role("link", name="Vào trang quản trị").click()
    expect(page).to_have_url(portal.url(COMMUNE, ADMIN))
    sign_out(page, portal)
    give_password(page, account)
    page.get_by_label("Mã xác thực").fill(codes[3])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(portal.url(COMMUNE, ADMIN))


def test_a_passkey_signs_in_alone_on_all_sites_of_the_province(
    portal: Portal, open_page: OpenPage
) -> None:
    account = make_account(portal, "province_moderator", "20", with_app=False)
    page = open_page(portal.url(COMMUNE, SIGN_IN))
    add_virtual_authenticator(page)
    give_password(page, account)
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_label("Tên khóa truy cập").fill("Máy tính cơ quan")
    assert_fit(page)
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    page.get_by_role("link", name="Tôi đã cất giữ các mã").click()
    expect(page.get_by_text("Máy tính cơ quan").first).to_be_visible()
    assert_fit(page)
    sign_out(page, portal)
    for host in (COMMUNE, PROVINCE):
        page.goto(portal.url(host, SIGN_IN))
        page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
        expect(page).to_have_url(portal.url(host, ADMIN))
        sign_out(page, portal, host)


def test_a_passkey_is_also_a_second_step(portal: Portal, open_page: OpenPage) -> None:
    account = make_account(portal, with_app=False)
    page = open_page(portal.url(COMMUNE, SIGN_IN))
    add_virtual_authenticator(page)
    give_password(page, account)
    page.get_by_role("link", name="Thêm khóa truy cập").click()
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    sign_out(page, portal)
    give_password(page, account)
    expect(page.get_by_role("button", name="Dùng khóa truy cập")).to_be_visible()
    assert_fit(page)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page).to_have_url(portal.url(COMMUNE, ADMIN))


def test_without_a_passkey_the_page_says_so_in_words(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE, SIGN_IN))
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    expect(page.get_by_text("Chưa dùng được khóa truy cập")).to_be_visible()
    assert_fit(page)


def test_who_is_locked_out_is_let_in_again_by_the_operator(
    portal: Portal, open_page: OpenPage
) -> None:
    account = make_account(portal)
    page = open_page(portal.url(COMMUNE, SIGN_IN))
    for _attempt in range(5):
        give_password(page, account, "sai mật khẩu hoàn toàn")
        expect(page.get_by_text("không đúng")).to_be_visible()
    give_password(page, account)
    expect(page.get_by_text("bị khóa trong 15 phút")).to_be_visible()
    assert_fit(page)
    assert account.username in run_command(portal, "unlock_account", account.username)
    sign_in(page, portal, account)


# The locked session


def open_editor(portal: Portal, page: Page) -> None:
    """Open the form of a new article and type a title."""
    path = f"/quan-tri/pages/add/commune_site/articlepage/{news_page_id(portal)}/"
    page.goto(portal.url(COMMUNE, path))
    page.locator("#id_title").fill("Lịch tiêm chủng tháng 12")


def look_at(page: Page) -> None:
    """Tell the page that somebody looks at it, as a browser does when a tab comes to the front."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def overlay(page: Page):
    """Return the lock that covers an open page."""
    return page.get_by_role("dialog", name="Phiên làm việc bị khóa")


@pytest.fixture
def editor(portal: Portal) -> Account:
    """An editor, who signs in with a password alone."""
    return make_account(portal, "editor", with_app=False)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_an_idle_editor_is_covered_and_loses_nothing_that_was_typed(
    portal: Portal, open_page: OpenPage, editor: Account, viewport: dict
) -> None:
    page = open_page("about:blank", viewport=viewport)
    sign_in(page, portal, editor)
    open_editor(portal, page)
    age_session(portal, page.context, 16)
    look_at(page)
    expect(overlay(page)).to_be_visible()
    expect(page.locator("#session-lock-password")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(overlay(page)).to_be_visible()
    assert_accessible(page)
    page.locator("#session-lock-password").fill("sai rồi")
    overlay(page).get_by_role("button", name="Mở khóa").click()
    expect(overlay(page).get_by_text("Mật khẩu không đúng")).to_be_visible()
    page.locator("#session-lock-password").fill(editor.password)
    page.keyboard.press("Enter")
    expect(overlay(page)).to_be_hidden()
    expect(page.locator("#id_title")).to_have_value("Lịch tiêm chủng tháng 12")


def test_a_tab_opens_when_another_one_was_unlocked(
    portal: Portal, open_page: OpenPage, editor: Account
) -> None:
    page = open_page("about:blank")
    sign_in(page, portal, editor)
    open_editor(portal, page)
    other = page.context.new_page()
    other.goto(portal.url(COMMUNE, "/quan-tri/images/"))
    age_session(portal, page.context, 16)
    for tab in (page, other):
        look_at(tab)
        expect(overlay(tab)).to_be_visible()
    other.locator("#session-lock-password").fill(editor.password)
    other.keyboard.press("Enter")
    expect(overlay(other)).to_be_hidden()
    look_at(page)
    expect(overlay(page)).to_be_hidden()
    expect(page.locator("#id_title")).to_have_value("Lịch tiêm chủng tháng 12")


def test_a_page_asked_for_while_locked_comes_after_the_password(
    portal: Portal, open_page: OpenPage, editor: Account
) -> None:
    page = open_page("about:blank")
    sign_in(page, portal, editor)
    age_session(portal, page.context, 16)
    page.goto(portal.url(COMMUNE, "/quan-tri/images/?q=hoa"))
    expect(page.get_by_role("heading", name="Phiên làm việc bị khóa")).to_be_visible()
    assert_fit(page)
    page.get_by_label("Mật khẩu").fill(editor.password)
    page.get_by_role("button", name="Mở khóa").click()
    expect(page).to_have_url(portal.url(COMMUNE, "/quan-tri/images/?q=hoa"))


def test_what_was_sent_while_locked_is_sent_again_after_unlocking_in_another_tab(
    portal: Portal, open_page: OpenPage, editor: Account
) -> None:
    page = open_page("about:blank")
    sign_in(page, portal, editor)
    page.goto(portal.url(COMMUNE, "/quan-tri/account/"))
    page.locator("#id_name_email-first_name").fill("Người gửi lại")
    age_session(portal, page.context, 16)
    page.evaluate("document.querySelector('#main form[method=post]').submit()")
    expect(page.get_by_role("heading", name="Chưa lưu: phiên làm việc bị khóa")).to_be_visible()
    assert_fit(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Mở khóa phiên làm việc ở thẻ mới").click()
    tab = opened.value
    tab.get_by_label("Mật khẩu").fill(editor.password)
    tab.get_by_role("button", name="Mở khóa").click()
    expect(tab).to_have_url(portal.url(COMMUNE, ADMIN))
    page.reload()
    expect(page).to_have_url(re.compile("/quan-tri/account/"))
    page.goto(portal.url(COMMUNE, "/quan-tri/account/"))
    expect(page.locator("#id_name_email-first_name")).to_have_value("Người gửi lại")


def test_typing_is_reported_once_a_minute_and_pings_are_not(
    portal: Portal, open_page: OpenPage, editor: Account
) -> None:
    page = open_page("about:blank")
    page.clock.install()
    sign_in(page, portal, editor)
    open_editor(portal, page)
    reports = []
    page.on(
        "request",
        lambda request: (
            reports.append(request.method)
            if request.url.endswith("/phien-lam-viec/") and request.method == "POST"
            else None
        ),
    )
    page.locator("#id_title").press_sequentially("một hai ba")
    assert reports == []
    page.clock.run_for(61_000)
    page.wait_for_timeout(300)
    assert reports == ["POST"]
    # Nobody types: what the editor does by itself for ten minutes is no activity.
    page.clock.run_for(600_000)
    page.wait_for_timeout(300)
    assert reports == ["POST"]
