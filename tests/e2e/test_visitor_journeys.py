"""What a citizen comes for is reached from the home page, with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import DOCUMENTS, page_url
from tests.e2e.portal import COMMUNE, PROVINCE, Portal

# Public documents that the sample content carries: one of the province, one of phường Tam Thanh.
NUMBER = "206/KH-UBND"
COMMUNE_PLAN = re.compile("chuyển đổi số trên địa bàn phường năm 2026", re.IGNORECASE)

pytestmark = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def search_for(page: Page, words: str) -> None:
    """Type ``words`` into the page's first visible search field and send them."""
    field = page.locator("input[name=q]:visible").first
    field.fill(words)
    field.press("Enter")


def test_a_document_is_reached_from_the_home_page(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(portal.url(COMMUNE), java_script_enabled=scripts)

    page.locator(f'a[href*="{DOCUMENTS}"]:visible').first.click()
    page.get_by_role("main").get_by_role("link", name=COMMUNE_PLAN).first.click()

    expect(page.locator("h1")).to_contain_text(COMMUNE_PLAN)
    expect(page.locator("main")).to_contain_text("Ủy ban nhân dân phường Tam Thanh")


def test_a_document_is_found_by_its_number(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(portal.url(PROVINCE), java_script_enabled=scripts)

    search_for(page, NUMBER)
    page.get_by_role("main").get_by_role("link", name=NUMBER).first.click()

    expect(page).to_have_url(page_url(portal, "document"))
    expect(page.locator("main")).to_contain_text(NUMBER)


def test_words_without_diacritics_find_vietnamese_text(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(portal.url(COMMUNE), java_script_enabled=scripts)

    search_for(page, "chuyen doi so")

    expect(page.locator("main")).to_contain_text(re.compile("chuyển đổi số", re.IGNORECASE))


def test_a_commune_is_reached_from_the_directory(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(page_url(portal, "commune directory"), java_script_enabled=scripts)

    link = page.get_by_role("main").get_by_role("link", name="Phường Tam Thanh").first
    link.click()

    expect(page).to_have_url(portal.url(COMMUNE))
    expect(page.locator("h1")).to_contain_text("Tam Thanh")


def test_the_directory_is_narrowed_by_a_name(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(
        page_url(portal, "commune directory") + "?q=tam+thanh", java_script_enabled=scripts
    )

    found = page.get_by_role("main").get_by_role("listitem")
    expect(found.filter(has_text="Phường Tam Thanh")).to_have_count(1)
    expect(found.filter(has_text="Phường Kỳ Lừa")).to_have_count(0)


def test_the_print_view_carries_the_text_and_no_menu(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(page_url(portal, "document"), java_script_enabled=scripts)

    page.locator('a[href*="ban-in=1"]').first.click()

    expect(page.locator("body")).to_contain_text(NUMBER)
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_an_article_can_be_saved_as_a_file(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(page_url(portal, "article"), java_script_enabled=scripts)

    with page.expect_download() as download:
        page.locator('a[href*="tai-ve=1"]').first.click()

    assert download.value.suggested_filename.endswith(".html")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_section_of_the_menu_can_be_opened(
    portal: Portal, open_page: OpenPage, viewport: dict, scripts: bool
) -> None:
    page = open_page(portal.url(COMMUNE), viewport=viewport, java_script_enabled=scripts)
    paths = [link.get_attribute("href") for link in page.locator("#menu-chinh a").all()]
    paths = list(dict.fromkeys(path for path in paths if path and path.startswith("/")))
    assert len(paths) > 5

    for path in paths:
        response = page.goto(portal.url(COMMUNE, path))
        assert response.status == 200, path
        expect(page.locator("h1")).to_have_count(1)


def test_a_lost_visitor_is_shown_the_way(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(portal.url(COMMUNE, "/khong-co-trang-nay/"), java_script_enabled=scripts)

    expect(page.locator("main input[name=q]")).to_be_visible()
    expect(page.locator('main a[href="/"]').first).to_be_visible()


def test_the_communes_page_leads_to_its_province(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(portal.url(COMMUNE), java_script_enabled=scripts)

    page.get_by_role("link", name=re.compile("Lạng Sơn")).last.click()

    expect(page).to_have_url(portal.url(PROVINCE))
