"""A person is changed once, and chart, directory and the leader's page follow."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accounts import make_account, sign_in
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, Portal

PEOPLE = "/quan-tri/to-chuc/can-bo/"
STRUCTURE = "/gioi-thieu/co-cau-to-chuc/"
LEADER = "/gioi-thieu/lanh-dao/nguyen-van-mau/"
DIRECTORY = "/gioi-thieu/danh-ba/?tu-khoa=nguyen+van"
NAME, CHANGED = "Nguyễn Văn Mẫu", "Nguyễn Văn Thay Mẫu"


def rename(page: Page, portal: Portal, old: str, new: str) -> None:
    """Change the name of a person in the one form, and publish."""
    page.goto(portal.url(COMMUNE, PEOPLE))
    page.get_by_role("link", name=old).first.click()
    page.get_by_label("Họ và tên", exact=False).fill(new)
    page.locator("button[name=action-publish]").click()
    expect(page.locator(".messages")).to_contain_text(new)


def test_a_person_changed_once_changes_chart_directory_and_leader_page(
    portal: Portal, page: Page, open_page: OpenPage
) -> None:
    sign_in(page, portal, make_account(portal))
    visitor = open_page(portal.url(COMMUNE, STRUCTURE))
    try:
        rename(page, portal, NAME, CHANGED)
        visitor.reload()
        box = visitor.get_by_role("link", name=re.compile(f"Chủ tịch.*{CHANGED}")).first
        expect(box).to_be_visible()
        for path in (LEADER, DIRECTORY):
            visitor.goto(portal.url(COMMUNE, path))
            expect(visitor.locator("main")).to_contain_text(CHANGED)
            expect(visitor.locator("main")).not_to_contain_text(NAME)
    finally:
        rename(page, portal, CHANGED, NAME)


def test_the_chart_is_a_tree_for_screen_readers_and_each_box_leads_to_its_unit(
    portal: Portal, open_page: OpenPage
) -> None:
    page = open_page(portal.url(COMMUNE, STRUCTURE))
    tree = page.get_by_role("navigation", name="Các phòng, đơn vị")
    committee = tree.get_by_role("listitem").filter(has_text="Ủy ban nhân dân phường").first
    below = committee.get_by_role("list").first.get_by_role("listitem")
    expect(below.filter(has_text="Văn phòng HĐND và UBND")).to_be_visible()
    # One drawing at a time is seen and read.
    assert page.get_by_role("group", name="Sơ đồ tổ chức").count() == 1
    page.get_by_role("group", name="Sơ đồ tổ chức").get_by_role("link").nth(2).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn phòng HĐND và UBND")
    assert_accessible(page)


def test_the_chart_can_be_read_on_a_telephone(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE, STRUCTURE), viewport=PHONE)
    chart = page.get_by_role("group", name="Sơ đồ tổ chức")
    assert chart.count() == 1
    height = chart.locator("tspan").first.evaluate("e => e.getBoundingClientRect().height")
    assert height >= 14
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0
