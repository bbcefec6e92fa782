"""Every form of citizens, every state of it, and every screen of those who answer is accessible."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.citizens import (
    ASK,
    CASES,
    RATE,
    RESULTS,
    TRACK,
    ask,
    fill_question,
    follow,
    lift_limits,
    new_citizen,
    open_case,
    rules_kept,
    send,
    staff,
    step,
    take,
)
from tests.e2e.portal import COMMUNE, PROVINCE, Portal
from tests.e2e.test_accessibility import overflow

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
Look = Callable[[Page, str], None]


@pytest.fixture(autouse=True)
def _rules(portal: Portal) -> Iterator[None]:
    """Let nobody change a rule while a test answers by it."""
    with rules_kept(portal):
        yield


@pytest.fixture
def look(pytestconfig) -> Look:
    """Look at a state: no violation, nothing that scrolls sideways."""

    def at(page: Page, state: str) -> None:
        assert_accessible(page)
        assert not overflow(page), state

    return at


@SIZES
def test_forms_of_citizens_in_every_state(
    portal: Portal, open_page, size: dict, look: Look
) -> None:
    lift_limits(portal)
    citizen = new_citizen()
    page = open_page(portal.url(COMMUNE, ASK), viewport=size)
    look(page, "empty form")
    page.locator("details.privacy summary").click()
    look(page, "privacy notice")
    page.locator("[name=phone]").fill("gọi tôi")
    send(page)
    look(page, "form with faults")
    page.goto(portal.url(COMMUNE, f"{ASK}?q=khai sinh"))
    look(page, "similar answers")
    code = ask(page, portal, citizen)
    look(page, "code shown")
    page.goto(portal.url(COMMUNE, ASK))
    fill_question(page, citizen)
    page.locator("[name=agrees]").check()
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("đã được tiếp nhận")
    look(page, "sent before")
    page.goto(portal.url(COMMUNE, TRACK))
    look(page, "empty tracking form")
    page.locator("main [name=code]").fill("AAAA-BBBB-CCCC")
    page.get_by_role("button", name="Xem hồ sơ").click()
    look(page, "wrong code")
    follow(page, portal, code)
    look(page, "received")
    page.get_by_role("button", name="Xóa dữ liệu").click()
    look(page, "erasing without a tick")
    [responder] = staff(portal, open_page, "responder")
    open_case(responder, portal, citizen)
    take(responder, "tra-loi", answer="Mời bà đến bộ phận một cửa của phường.")
    follow(page, portal, code)
    look(page, "answered")
    page.locator("[name=sure]").check()
    page.get_by_role("button", name="Xóa dữ liệu").click()
    look(page, "erased")


@SIZES
def test_survey_and_report_in_every_state(
    portal: Portal, open_page, size: dict, look: Look
) -> None:
    lift_limits(portal)
    page = open_page(portal.url(COMMUNE, RATE), viewport=size)
    send(page)
    look(page, "survey with faults")
    for name, value in (("interface", "easy"), ("content", "met"), ("quality", "fair"),
                        ("interaction", "acceptable"), ("support", "partly")):  # fmt: skip
        page.locator(f"[name={name}][value={value}]").check()
    send(page)
    look(page, "thanks")
    page.goto(portal.url(COMMUNE, RESULTS))
    look(page, "charts")
    page.goto(portal.url(COMMUNE, "/hoat-dong/hoat-dong-don-vi/"))
    page.locator("main .listing a").first.click()
    page.get_by_role("link", name="Báo thông tin sai").click()
    look(page, "report form")
    send(page)
    look(page, "report form with faults")


@SIZES
def test_screens_of_those_who_answer(portal: Portal, open_page, size: dict, look: Look) -> None:
    lift_limits(portal)
    citizen = new_citizen()
    ask(open_page("about:blank"), portal, citizen)
    responder, administrator = staff(portal, open_page, "responder", "province_administrator")
    responder.set_viewport_size(size)
    administrator.set_viewport_size(size)
    for tab in ("open", "overdue", "free", "closed"):
        responder.goto(portal.url(COMMUNE, f"{CASES}?tab={tab}"))
        look(responder, f"register, {tab}")
    open_case(responder, portal, citizen)
    for summary in responder.locator("#main .case-step > summary, main .case-step > summary").all():
        if summary.locator("..").get_attribute("open") is None:
            summary.click()
    look(responder, "case with all its steps")
    box = step(responder, "tra-loi")
    box.locator("[name=tra-loi-find]").fill("khai sinh")
    box.get_by_role("button", name="Tìm", exact=True).click()
    look(responder, "procedures found")
    take(responder, "tra-loi")
    expect(responder.locator(".case-error").first).to_be_visible()
    look(responder, "answer with faults")
    responder.get_by_role("button", name="Xem thông tin liên hệ").click()
    expect(responder.locator("[data-contact]")).to_be_visible()
    look(responder, "contact data")
    for host, page in ((COMMUNE, responder), (PROVINCE, administrator)):
        for path in ("thong-ke/", "danh-gia/", "nhat-ky-xoa/", "nguoi-gui-bi-chan/",
                     "../dinh-chinh/"):  # fmt: skip
            page.goto(portal.url(host, f"{CASES}{path}"))
            look(page, path)
    for path in ("/quan-tri/quy-tac-ho-so/", "/quan-tri/quy-tac-ho-so/new/"):
        administrator.goto(portal.url(PROVINCE, path))
        look(administrator, path)
    administrator.goto(portal.url(PROVINCE, f"{CASES}?q={citizen.word}"))
    administrator.get_by_role("link", name=citizen.subject).click()
    look(administrator, "case of a commune as the province sees it")
