"""Typing without marks, picking a suggestion by keyboard, narrowing, opening the page of a file."""

import re

from playwright.sync_api import expect

from tests.e2e.accounts import run_script
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, PROVINCE, Portal

# A document whose file has three pages, each of which ends with its number.
_DOCUMENT_WITH_FILE = """
from secrets import token_hex

from documents.files.services import examine_stored
from tests.documents.files.hostile import text_pdf
from tests.factories import attach, make_file, make_legal_document
# The numbers of a process begin anew; other journeys make documents as well.
slug = f"nao-vet-{token_hex(4)}"
page = make_legal_document("05986", title="Phương án nạo vét kênh mương", slug=slug)
file = make_file("05986", text_pdf(3, "kenh muong noi dong"), title="Phương án kênh mương")
attach(page, file)
examine_stored(file.pk)
"""


def test_a_suggestion_is_picked_by_keyboard(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE, "/tim-kiem/"), viewport=PHONE)
    field = page.locator("#tim-kiem-chinh")
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "false")

    field.press_sequentially("dang ky khai s")
    options = page.locator("#tim-kiem-chinh-goi-y").get_by_role("option")
    expect(options.first).to_contain_text("Thủ tục đăng ký khai sinh")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)

    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    field.press("Escape")
    expect(options.first).to_be_hidden()
    assert field.input_value() == "dang ky khai s"
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("ArrowUp")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.locator("h1")).to_contain_text("khai sinh")


def test_results_are_narrowed_and_open_at_the_page_of_a_file(
    portal: Portal, open_page: OpenPage
) -> None:
    run_script(portal, _DOCUMENT_WITH_FILE)
    page = open_page(portal.url(COMMUNE, "/tim-kiem/?q=kenh+muong+noi+dong+trang+3"))
    in_file = page.get_by_role("link", name=re.compile("trang 3"))
    expect(in_file.first).to_have_attribute("href", re.compile(r"\.pdf#page=3$"))

    page.goto(portal.url(PROVINCE, "/tim-kiem/?q=ke+hoach+chuyen+doi+so"))
    assert_accessible(page)
    before = page.locator("main .listing > li").count()
    tab = page.get_by_role("navigation").get_by_role("link", name=re.compile("^Văn bản"))
    tab.first.click()
    expect(page).to_have_url(re.compile("loai="))
    assert 0 < page.locator("main .listing > li").count() <= before
    page.locator("main .listing a").first.click()
    expect(page.locator("h1")).to_have_count(1)


def test_errors_of_typing_and_empty_answers_lead_on(portal: Portal, open_page: OpenPage) -> None:
    page = open_page(portal.url(COMMUNE, "/tim-kiem/?q=dang+ky+khai+snih"), viewport=PHONE)
    expect(page.locator("main")).to_contain_text("đăng ký khai sinh")
    expect(page.get_by_role("link", name=re.compile("^Vẫn tìm"))).to_be_visible()
    assert_accessible(page)

    page.goto(portal.url(COMMUNE, "/tim-kiem/?q=qzqzqz"))
    expect(page.get_by_role("heading", name="Không tìm thấy")).to_be_visible()
    assert_accessible(page)

    response = page.goto(portal.url(COMMUNE, "/tim-kiem/?q=" + "x" * 300))
    assert response.status == 400
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
