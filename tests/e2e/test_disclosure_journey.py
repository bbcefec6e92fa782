"""An officer publishes a budget from an Excel file; the public reads, draws and takes it away."""

import io
import secrets

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.commune_site.figures.sheets import budget
from tests.e2e.accounts import make_account, run_script, sign_in
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.portal import COMMUNE, Portal

QUEUE = "/quan-tri/hang-doi-duyet/"
BUDGET = "/cong-khai/ngan-sach-tai-chinh/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SECTION = """
from commune_site.models import PortalPage
print(PortalPage.objects.get(commune_id="05986", registry_key="section:budget-finance").pk)
"""


@pytest.fixture
def editor(portal: Portal, open_page: OpenPage) -> Page:
    """Somebody who writes for phường Tam Thanh."""
    page = open_page("about:blank")
    sign_in(page, portal, make_account(portal, "editor", "05986", with_app=False), COMMUNE)
    return page


@pytest.fixture
def approver(portal: Portal, open_page: OpenPage) -> Page:
    """Somebody who approves for phường Tam Thanh."""
    page = open_page("about:blank")
    sign_in(page, portal, make_account(portal, "approver", "05986"), COMMUNE)
    return page


def choose_file(page: Page, name: str, content: bytes) -> None:
    """Choose a file in the first table's field."""
    page.locator("input[type=file][name=figures-0-data-file]").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": content}
    )


def submit(page: Page) -> None:
    """Choose in the editor to submit the text."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name="Gửi duyệt", exact=True).click()


def write(page: Page, portal: Portal, title: str) -> None:
    """Fill the form of a budget as far as the table."""
    section = run_script(portal, _SECTION)
    page.goto(portal.url(COMMUNE, f"/quan-tri/pages/add/disclosures/disclosurepage/{section}/"))
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill("Số liệu cả năm, so sánh với dự toán.")
    page.locator("[name=kind]").select_option("final_accounts")
    page.locator("[name=period_kind]").select_option("year")
    page.locator("[name=period_year]").fill("2021")
    page.locator("[name=decision_number]").fill("99/NQ-HĐND")
    page.locator("[name=total_revenue]").fill("1.234.567,9")
    page.locator("[name=source]").fill("Phòng Kinh tế")
    page.get_by_role("button", name="Thêm bảng số liệu").click()
    page.locator("[name=figures-0-title]").fill("Cân đối ngân sách")


def test_a_budget_goes_from_excel_to_the_public(portal, editor, approver, open_page):
    title = f"Quyết toán {secrets.token_hex(3)}"
    write(editor, portal, title)
    # A wrong file first: what was typed stays, and the field says what is wrong.
    choose_file(editor, "bang.xlsx", b"%PDF-1.7 scanned")
    submit(editor)
    expect(editor.get_by_text("Đây là tệp PDF.").first).to_be_visible()
    expect(editor.locator("[name=decision_number]")).to_have_value("99/NQ-HĐND")
    expect(editor.locator("[name=figures-0-title]")).to_have_value("Cân đối ngân sách")
    choose_file(editor, "bang.xlsx", budget())
    submit(editor)
    expect(editor.locator(".messages")).to_contain_text("gửi duyệt", ignore_case=True)

    approver.goto(portal.url(COMMUNE, QUEUE))
    approver.get_by_role("link", name=title).click()
    frame = approver.frame_locator(".approval-text iframe")
    expect(frame.locator(".figures__table")).to_contain_text("1.234.567,89")
    approver.get_by_role("button", name="Phê duyệt").click()
    expect(approver.locator(".messages")).to_contain_text(f"Đã duyệt “{title}”")

    for size in (PHONE, DESKTOP):
        visitor = open_page(portal.url(COMMUNE, BUDGET), viewport=size)
        visitor.get_by_role("link", name=title).first.click()
        expect(visitor.locator("h1")).to_have_text(title)
        expect(visitor.locator(".figures__table")).to_contain_text("1.234.567,89")
        expect(visitor.locator(".chart").first).to_be_visible()
        assert_accessible(visitor)
        width = visitor.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0
    with visitor.expect_download() as downloading:
        visitor.get_by_role("link", name="Tải về dạng Excel").click()
    sheet = load_workbook(io.BytesIO(downloading.value.path().read_bytes())).active
    assert sheet["C2"].value == 1234567.89
