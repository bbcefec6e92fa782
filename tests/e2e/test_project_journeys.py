"""An editor brings a project up to date, and the public sees it move from one list to the other."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accounts import make_account, run_script, sign_in
from tests.e2e.axe import assert_accessible
from tests.e2e.browser import PHONE
from tests.e2e.conftest import OpenPage
from tests.e2e.pages import PROJECTS
from tests.e2e.portal import COMMUNE, Portal

_PROJECT = """
import json, sys
from datetime import date, timedelta
from django.utils import timezone
from commune_site.plans.models import Milestone, ProjectPage
from commune_site.models import PortalPage
[title] = json.loads(sys.argv[1])
today = timezone.localdate()
parent = PortalPage.objects.get(commune_id="05986", registry_key="section:projects")
page = ProjectPage(
    title=title, objective="Trẻ em có sân chơi", field="van-hoa-the-thao", project_type="nhom-c",
    investor="UBND phường", funding_type="ngan-sach", budget=350_000_000, stage="dang-trien-khai",
    progress=80, progress_on=today, starts_on=today - timedelta(90), ends_on=today + timedelta(30),
)
page.milestones.add(Milestone(name="Khởi công", planned_on=today - timedelta(88)))
parent.add_child(instance=page)
page.save_revision().publish()
print(page.pk)
"""


@pytest.fixture
def project(portal: Portal) -> tuple[str, int]:
    """A running project of phường Tam Thanh: its title and its key."""
    title = f"Sân chơi {secrets.token_hex(3)}"
    return title, int(run_script(portal, _PROJECT, title).splitlines()[-1])


def signed_in(portal: Portal, open_page: OpenPage, role: str) -> Page:
    """Return a browser of somebody with this role in the ward."""
    page = open_page("about:blank")
    sign_in(page, portal, make_account(portal, role, "05986", with_app=role != "editor"))
    return page


def in_list(portal: Portal, stage: str, title: str) -> bool:
    """Tell whether the public finds the project in one of the three lists."""
    status, text = portal.fetch(COMMUNE, f"{PROJECTS}?tinh-trang={stage}")
    assert status == 200
    return title in text


def test_an_editor_updates_a_project_and_the_public_sees_it_move(portal, open_page, project):
    title, key = project
    assert in_list(portal, "dang-trien-khai", title)

    editor = signed_in(portal, open_page, "editor")
    editor.goto(portal.url(COMMUNE, f"/quan-tri/pages/{key}/edit/"))
    editor.locator("[name=stage]").select_option("hoan-tat")
    editor.locator("[name=progress]").fill("120")
    send(editor)
    expect(editor.get_by_text("không thể vượt quá 100%").first).to_be_visible()
    expect(editor.locator("[name=progress]")).to_have_value("120")
    editor.locator("[name=progress]").fill("100")
    editor.locator("[name=budget]").fill("một tỷ")
    send(editor)
    expect(editor.get_by_text("Ghi ngày hoàn thành dự án.").first).to_be_visible()
    expect(editor.get_by_text("Không đọc được số tiền “một tỷ”").first).to_be_visible()
    editor.locator("[name=budget]").fill("1,25 tỷ đồng")
    editor.locator("[name=finished_on]").fill(editor.locator("[name=progress_on]").input_value())
    editor.keyboard.press("Escape")
    send(editor)
    expect(editor.locator(".messages")).to_contain_text("gửi duyệt", ignore_case=True)
    assert in_list(portal, "dang-trien-khai", title)

    approver = signed_in(portal, open_page, "approver")
    approver.goto(portal.url(COMMUNE, "/quan-tri/hang-doi-duyet/"))
    approver.get_by_role("link", name=title).click()
    approver.get_by_role("button", name="Phê duyệt").click()
    expect(approver.locator(".messages")).to_contain_text(f"Đã duyệt “{title}”")

    visitor = open_page(portal.url(COMMUNE, PROJECTS), viewport=PHONE)
    visitor.get_by_role("navigation", name="Danh mục dự án").get_by_role(
        "link", name=re.compile("Hoàn tất")
    ).click()
    visitor.get_by_role("link", name=title).click()
    expect(visitor.get_by_role("main")).to_contain_text("1.250.000.000 đồng")
    expect(visitor.get_by_role("main")).to_contain_text("Khối lượng hoàn thành: 100%")
    expect(visitor.get_by_role("img", name=re.compile("Sơ đồ thời gian"))).to_be_visible()
    assert_accessible(visitor)
    assert not in_list(portal, "dang-trien-khai", title)


def send(editor: Page) -> None:
    """Choose to submit the text."""
    editor.locator("footer [data-w-dropdown-target=toggle]").click()
    editor.get_by_role("button", name="Gửi duyệt", exact=True).click()
