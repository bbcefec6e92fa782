"""Colleagues are invited, get and lose roles; an operator works in a staff session."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accounts import (
    ADMIN,
    PASSWORD,
    SIGN_IN,
    Account,
    give_password,
    make_account,
    run_script,
    sign_in,
)
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, PROVINCE, Portal

PEOPLE = "/quan-tri/nhan-su/"
REVIEW = f"{PEOPLE}ra-soat/05986/"
STAFF_SESSION = "/quan-tri/phien-ho-tro/"
REASON = "Khôi phục trang chủ theo phiếu số 15"
_MAKE_OPERATOR = """
import json, secrets, sys
from portal_network.accounts.models import User
from portal_network.accounts.totp import add_app
name = f"van-hanh-{secrets.token_hex(5)}"
user = User(username=name, email=f"{name}@vidu.invalid", is_superuser=True)
user.set_password(json.loads(sys.argv[1])[0])
user.save()
print(json.dumps([name, add_app(user)]))
"""


def assert_fit(page: Page) -> None:
    """Fail unless the screen is accessible and does not scroll sideways."""
    if page.locator(".messages li").count():
        # The colours of Wagtail's messages change while they appear.
        page.reload()
    assert_accessible(page)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{page.url} is {width} px too wide"


def link_of_mail_to(portal: Portal, email: str) -> str:
    """Return the path of the last invitation that the embedded portal printed as a mail."""
    mails = (portal.state / f"server-{portal.port}.log").read_text().split("Subject: ")
    mail = next(text for text in reversed(mails) if f"To: {email}" in text)
    return re.search(r"/quan-tri/loi-moi/[\w-]+/", mail)[0]


def invite(page: Page, portal: Portal, email: str, role: str) -> str:
    """Invite somebody as an administrator who is signed in; return the path of the link."""
    page.goto(portal.url(COMMUNE, PEOPLE))
    page.get_by_role("link", name="Mời", exact=True).click()
    assert_fit(page)
    # Labels end with a star, and "Tên" is a part of other ones.
    page.locator("[name=last_name]").fill("Nông Thị")
    page.locator("[name=first_name]").fill("Bích")
    page.get_by_label("Địa chỉ thư điện tử").fill(email)
    page.get_by_label(role).check()
    page.get_by_role("button", name="Gửi lời mời").click()
    expect(page.get_by_text(f"Đã gửi lời mời đến {email}.")).to_be_visible()
    expect(page.get_by_role("row", name=email)).to_be_visible()
    assert_fit(page)
    return link_of_mail_to(portal, email)


def accept(page: Page, account: Account) -> None:
    """Fill the page of the link and send it."""
    page.get_by_label("Tên đăng nhập").fill(account.username)
    page.locator("[name=password1]").fill(account.password)
    page.locator("[name=password2]").fill(account.password)
    page.get_by_role("button", name="Nhận lời mời").click()


def set_up_app(page: Page, account: Account) -> None:
    """Set up the second factor that the role requires, as the page leads."""
    page.get_by_role("link", name="Cài đặt ứng dụng").click()
    account.totp_secret = page.locator("#totp-secret").get_attribute("data-secret")
    page.get_by_label("Mã hiện trên ứng dụng").fill(account.code())
    page.get_by_role("button", name="Hoàn tất cài đặt").click()
    page.get_by_role("link", name="Tôi đã cất giữ các mã").click()
    page.get_by_role("link", name="Vào trang quản trị").click()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_an_invited_approver_gets_in_with_a_second_factor_and_is_let_go_again(
    portal: Portal, open_page: OpenPage, viewport: dict
) -> None:
    administrator = make_account(portal, "site_administrator")
    desk = open_page(portal.url(COMMUNE, SIGN_IN), viewport=viewport)
    sign_in(desk, portal, administrator)
    newcomer = Account(f"moi-{administrator.username}", "", PASSWORD)
    email = f"{newcomer.username}@vidu.invalid"
    link = portal.url(COMMUNE, invite(desk, portal, email, "Lãnh đạo duyệt"))

    page = open_page(link, viewport=viewport)
    expect(page.get_by_text("Lãnh đạo duyệt")).to_be_visible()
    assert_fit(page)
    accept(page, newcomer)
    expect(page.get_by_text("Tài khoản đã sẵn sàng")).to_be_visible()
    give_password(page, newcomer)
    set_up_app(page, newcomer)
    expect(page).to_have_url(portal.url(COMMUNE, ADMIN))
    spoiled = open_page(link, viewport=viewport)
    expect(spoiled.get_by_role("heading", name="Liên kết không còn hiệu lực")).to_be_visible()
    assert_fit(spoiled)

    desk.goto(portal.url(COMMUNE, f"{PEOPLE}?q={newcomer.username}"))
    desk.get_by_role("link", name="Nông Thị Bích").click()
    expect(desk.get_by_role("heading", name="Nông Thị Bích").first).to_be_visible()
    assert_fit(desk)
    desk.locator("[name=role]").select_option(label="Biên tập viên")
    desk.get_by_role("button", name="Thêm vai trò").click()
    expect(desk.get_by_role("cell", name="Biên tập viên", exact=True)).to_be_visible()
    desk.get_by_role("link", name="Kết thúc mọi vai trò tại Phường Tam Thanh").click()
    assert_fit(desk)
    desk.get_by_role("button", name="Có, kết thúc").click()
    expect(desk).to_have_url(portal.url(COMMUNE, PEOPLE))

    page.goto(portal.url(COMMUNE, "/quan-tri/account/"))
    expect(page).to_have_url(re.compile(re.escape(SIGN_IN)))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_an_operator_works_in_a_staff_session_and_gives_the_power_back(
    portal: Portal, open_page: OpenPage, viewport: dict
) -> None:
    operator = Account(*json.loads(run_script(portal, _MAKE_OPERATOR, PASSWORD)))
    page = open_page(portal.url(PROVINCE, SIGN_IN), viewport=viewport)
    sign_in(page, portal, operator, PROVINCE)
    assert_fit(page)
    page.goto(portal.url(PROVINCE, PEOPLE))
    expect(page).to_have_url(re.compile(re.escape(STAFF_SESSION)))
    assert_fit(page)
    page.get_by_label("Lý do").fill("ngắn")
    page.get_by_label("Mật khẩu của Ông/Bà").fill(operator.password)
    page.get_by_role("button", name="Mở phiên", exact=True).click()
    expect(page.locator(".error-message")).to_be_visible()
    page.get_by_label("Lý do").fill(REASON)
    page.get_by_label("Mật khẩu của Ông/Bà").fill(operator.password)
    page.get_by_role("button", name="Mở phiên", exact=True).click()
    expect(page).to_have_url(portal.url(PROVINCE, PEOPLE))
    bar = page.locator(".staff-session-bar")
    expect(bar).to_contain_text(REASON)
    for path in (PEOPLE, ADMIN, "/quan-tri/users/", f"{STAFF_SESSION}nhat-ky/"):
        page.goto(portal.url(PROVINCE, path))
        expect(bar).to_contain_text("còn 15 phút")
    assert_fit(page)
    bar.get_by_role("button", name="Kết thúc phiên").click()
    expect(page.get_by_text("Phiên hỗ trợ đã kết thúc")).to_be_visible()
    expect(bar).to_have_count(0)
    page.goto(portal.url(PROVINCE, PEOPLE))
    expect(page).to_have_url(re.compile(re.escape(STAFF_SESSION)))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_the_screens_of_people_are_accessible_and_fit(
    portal: Portal, open_page: OpenPage, viewport: dict
) -> None:
    page = open_page(portal.url(COMMUNE, SIGN_IN), viewport=viewport)
    sign_in(page, portal, make_account(portal, "site_administrator"))
    for path in (PEOPLE, f"{PEOPLE}loi-moi/", REVIEW):
        page.goto(portal.url(COMMUNE, path))
        assert_fit(page)
    province = open_page(portal.url(PROVINCE, SIGN_IN), viewport=viewport)
    sign_in(province, portal, make_account(portal, "province_administrator", "20"), PROVINCE)
    for path in (PEOPLE, f"{PEOPLE}moi/", f"{PEOPLE}ra-soat/", f"{STAFF_SESSION}nhat-ky/"):
        province.goto(portal.url(PROVINCE, path))
        assert_fit(province)
