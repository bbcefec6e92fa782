"""A procedure is three clicks from home, and its checklist comes out of the printer."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import PROCEDURES
from tests.e2e.portal import COMMUNE, Portal

BIRTH = "Thủ tục đăng ký khai sinh"
scripts_or_not = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def main(page: Page):
    """Return the content of the page, without menu and footer."""
    return page.get_by_role("main")


@scripts_or_not
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_procedure_is_found_in_three_clicks_and_its_checklist_printed(
    portal: Portal, open_page: OpenPage, scripts: bool, viewport: dict
) -> None:
    page = open_page(portal.url(COMMUNE), java_script_enabled=scripts, viewport=viewport)

    main(page).get_by_role("link", name="Thủ tục hành chính").first.click()
    main(page).get_by_role("link", name="Hộ tịch").first.click()
    main(page).get_by_role("link", name=BIRTH).first.click()

    expect(page.locator("h1")).to_have_text(BIRTH)
    expect(page).to_have_url(portal.url(COMMUNE, f"{PROCEDURES}1.001193/"))
    expect(main(page)).to_contain_text("Quầy số 2")

    main(page).get_by_role("link", name="In danh sách chuẩn bị").click()

    expect(page.locator("h1")).to_contain_text(BIRTH)
    expect(page.locator(".checklist__box").first).to_have_text("☐")
    if viewport == DESKTOP:
        paper = page.pdf()
        assert paper.startswith(b"%PDF") and len(paper) > 10_000
    page.emulate_media(media="print")
    expect(page.locator(".print-tools")).to_be_hidden()
    code = page.locator("svg.qr").bounding_box()
    assert code and code["width"] > 90 and abs(code["width"] - code["height"]) < 1


@scripts_or_not
def test_words_without_marks_and_filters_find_a_procedure(
    portal: Portal, open_page: OpenPage, scripts: bool
) -> None:
    page = open_page(portal.url(COMMUNE, PROCEDURES), java_script_enabled=scripts)

    page.get_by_label("Tên, mã hoặc từ khóa").fill("giay doc than")
    page.get_by_label("Dịch vụ công trực tuyến").select_option("toan-trinh")
    page.get_by_role("button", name="Tìm", exact=True).click()

    expect(main(page).locator(".row")).to_have_count(1)
    expect(main(page).locator(".row")).to_contain_text("Giấy xác nhận tình trạng hôn nhân")
    page.get_by_role("link", name="Bỏ bộ lọc").click()
    expect(main(page).locator(".row")).to_have_count(50)


def test_the_search_of_the_site_leads_to_a_procedure(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE))

    page.locator("input[name=q]:visible").first.fill("dang ky ket hon")
    page.keyboard.press("Enter")
    main(page).get_by_role("link", name="Thủ tục đăng ký kết hôn").first.click()

    expect(page.locator("h1")).to_have_text("Thủ tục đăng ký kết hôn")
    expect(main(page)).to_contain_text("Lý do chỉ trực tuyến một phần")
