"""A citizen comments on an article of a draft; somebody reads it; then everybody may."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import assert_accessible
from tests.e2e.browser import PHONE
from tests.e2e.citizens import CASES, code_on, lift_limits, new_citizen, send, staff, step, take
from tests.e2e.portal import COMMUNE
from tests.e2e.test_accessibility import overflow

LIST = "/van-ban/du-thao-lay-y-kien/?tinh-trang=dang-lay-y-kien"
REFERENCE = re.compile(r"GY-\d{4}-\d{4}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_comment_is_sent_moderated_and_read_by_others(portal, open_page, scripts):
    lift_limits(portal)
    citizen = new_citizen()
    visitor = open_page(portal.url(COMMUNE, LIST), java_script_enabled=scripts, viewport=PHONE)
    visitor.locator(".listing a").first.click()
    draft = visitor.url
    visitor.get_by_role("link", name=re.compile("phần này.*Điều 4. Giữ trật tự ban đêm")).click()
    box = visitor.locator("#phan-dieu-4")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    said = f"Đề nghị tắt loa trước 21 giờ, mã {citizen.word}."
    box.locator("textarea").fill(f"Tôi là {citizen.name}. {said}")
    for field in ("name", "email"):
        visitor.locator(f"[name={field}]").fill(getattr(citizen, field))
    for consent in ("agrees", "allows_publishing"):
        expect(visitor.locator(f"[name={consent}]")).not_to_be_checked()
        visitor.locator(f"[name={consent}]").check()
    if scripts:
        assert_accessible(visitor)
        assert not overflow(visitor)
    send(visitor, scripts)
    code_on(visitor)
    reference = REFERENCE.search(visitor.locator("main").inner_text())[0]

    (responder,) = staff(portal, open_page, "responder")
    responder.goto(portal.url(COMMUNE, f"{CASES}?q={reference}"))
    responder.locator("td.title a").first.click()
    step(responder, "kiem-duyet").locator("textarea").fill(f"[…] {said}")
    if scripts:
        assert_accessible(responder)
    take(responder, "kiem-duyet")
    expect(responder.locator(".messages")).to_contain_text("Đã ghi nhận quyết định")

    visitor.goto(draft)
    expect(visitor.locator("main")).to_contain_text(said)
    expect(visitor.locator("main")).not_to_contain_text(citizen.name)
