"""The forms of plans, projects and land: what they offer, and that nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from commune_site.plans.choices import KINDS_OF_SECTION, PlanKind
from commune_site.plans.models import ProjectPage
from tests.commune_site.plans.records import make_project, make_tender
from tests.factories import section_page

COMMON = {
    "summary": "",
    "author": "",
    "source": "",
    "approver": "",
    "disclosed_on": "2026-03-15",
    "expires_on": "",
    "decision_number": "",
    "decided_on": "",
    "decided_by": "",
    "lead_image": "",
    "lead_image_alt": "",
    "body": streamfield([]),
    "attachments": inline_formset([]),
    "comments": inline_formset([]),
}
PROJECT = COMMON | {
    "title": "Nâng cấp đường",
    "slug": "nang-cap-duong",
    "stage": "dang-trien-khai",
    "progress": "40",
    "progress_on": "2026-09-30",
    "status_note": "",
    "finished_on": "",
    "objective": "Đi lại thuận tiện",
    "field": "giao-thong",
    "project_type": "nhom-c",
    "investor": "UBND xã",
    "contractor": "",
    "location": "",
    "starts_on": "2026-03-01",
    "ends_on": "2027-03-01",
    "budget": "1.250.000.000 đồng",
    "funding_type": "ngan-sach",
    "sponsor": "",
    "milestones": inline_formset([{"name": "Khởi công", "planned_on": "2026-03-05"}]),
}


def add_path(commune, section, model):
    """Return the address of the form for a new page of a section."""
    return reverse(
        "wagtailadmin_pages:add", args=["plans", model, section_page(commune, section).pk]
    )


def post(editor, commune, **changed):
    """Send the form of a new project."""
    data = nested_form_data(PROJECT | changed)
    return editor.post(add_path(commune, "projects", "projectpage"), data)


def test_a_project_is_saved_with_its_amount_and_its_milestones(editor, commune):
    assert post(editor, commune).status_code == 302
    page = ProjectPage.objects.get(slug="nang-cap-duong").get_latest_revision_as_object()
    assert page.budget == 1_250_000_000
    assert [row.name for row in page.milestones.all()] == ["Khởi công"]
    assert page.commune_id == commune.pk


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"budget": "một tỷ rưỡi"}, "Không đọc được số tiền “một tỷ rưỡi”"),
        ({"progress": "120"}, "Khối lượng hoàn thành không thể vượt quá 100%."),
        ({"ends_on": "2025-01-01"}, "Ngày kết thúc trước ngày bắt đầu."),
        ({"stage": "chuan-bi"}, "Dự án đang chuẩn bị thì chưa có khối lượng."),
        ({"stage": "hoan-tat", "progress": "100"}, "Ghi ngày hoàn thành dự án."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_lost(
    editor, commune, changed, message
):
    response = post(editor, commune, **changed)
    html = response.content.decode()
    assert response.status_code == 200
    assert message in html
    for name, typed in changed.items():
        value = re.search(rf'<(?:input|select)[^>]*name="{name}"[^>]*?(?:/?>)', html)[0]
        assert f'value="{typed}"' in value or f'value="{typed}" selected' in html
    assert 'value="Khởi công"' in html
    assert not ProjectPage.objects.exists()


def test_an_amount_is_shown_again_as_people_write_it(editor, commune):
    page = make_project(commune)
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'value="6.850.000.000 đồng"' in html
    assert re.search(r">\s*Kinh phí\s*<", html)


@pytest.mark.parametrize("section", ["plans-results", "work-programmes"])
def test_a_section_offers_its_own_kinds_of_plan(editor, commune, section):
    html = editor.get(add_path(commune, section, "planpage")).content.decode()
    offered = set(re.findall(r'<option value="([a-z0-9-]+)"', html)) & set(PlanKind.values)
    assert offered == set(KINDS_OF_SECTION[section])


@pytest.mark.parametrize(
    ("section", "model"),
    [("projects", "planpage"), ("bidding", "projectpage"), ("news", "planpage")],
)
def test_nothing_is_posted_where_it_does_not_belong(editor, commune, section, model):
    assert editor.get(add_path(commune, section, model)).status_code in (302, 403, 404)


def test_a_tender_is_tied_to_projects_of_ones_own_place_alone(editor, commune, neighbour):
    page = make_tender(commune)
    foreign, own = make_project(neighbour), make_project(commune)
    form_class = type(page).get_edit_handler().get_form_class()
    assert "project" in form_class.base_fields
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.get(path).status_code == 200
    for project, is_taken in ((foreign, False), (own, True)):
        data = nested_form_data(
            COMMON
            | {
                "title": page.title, "slug": page.slug, "code": page.code, "issued_on": "",
                "notice_url": "", "closes_at": "2099-01-05 09:00", "procuring_entity": "UBND",
                "project": project.pk, "kind": "xay-lap", "method": "rong-rai", "price": "",
                "duration": "", "funding": "", "winner": "", "winning_price": "",
                "result_on": "", "result_decision": "", "cancelled_on": "",
            }
        )  # fmt: skip
        assert editor.post(path, data).status_code == (302 if is_taken else 200)
