"""Projects: the three lists of R49, progress, course, and what is refused."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commune_site.plans.choices import Stage
from commune_site.plans.models import Milestone, ProjectPage
from tests.commune_site.plans.records import make_land_paper, make_project, make_tender
from tests.factories import section_page
from tests.networks import build_network
from tests.pages_as_seen import links_of, main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def three(commune):
    """One project in each list."""
    done = {"stage": "hoan-tat", "progress": 100, "finished_on": date(2026, 4, 1)}
    return {
        "chuan-bi": make_project(commune, title="Trường mầm non", stage="chuan-bi", progress=0),
        "dang-trien-khai": make_project(commune, title="Đường liên thôn", ends_on=TODAY),
        "hoan-tat": make_project(commune, title="Nước sạch", field="cap-nuoc-dien", **done),
    }


@pytest.fixture
def path(commune, three):
    """The section."""
    return path_of(section_page(commune, "projects"))


def test_the_three_lists_have_addresses_and_counts(visitor, path):
    text = main_text_of(visitor.get(path))
    assert "Tất cả (3) Chuẩn bị (1) Đang triển khai (1) Hoàn tất (1)" in text
    for stage in Stage:
        assert f"{path}?tinh-trang={stage.value}" in links_of(visitor.get(path))


@pytest.mark.parametrize("stage", Stage.values)
def test_each_list_holds_its_own_projects(visitor, path, three, stage):
    text = main_text_of(visitor.get(f"{path}?tinh-trang={stage}"))
    for other, project in three.items():
        assert (project.title in text) == (other == stage)


def test_a_list_stays_chosen_while_it_is_narrowed(visitor, path):
    html = visitor.get(f"{path}?tinh-trang=hoan-tat").content.decode()
    assert '<input type="hidden" name="tinh-trang" value="hoan-tat">' in html
    both = visitor.get(f"{path}?tinh-trang=hoan-tat&linh-vuc=giao-thong")
    assert "Không có mục nào khớp với lựa chọn" in main_text_of(both)
    assert "Hoàn tất (0)" in main_text_of(both)


@pytest.mark.parametrize("query", ["tinh-trang=xong", "tinh-trang=%00", "linh-vuc=khong"])
def test_a_list_that_does_not_exist_is_not_found(visitor, path, query):
    assert visitor.get(f"{path}?{query}").status_code == 404


def test_an_empty_list_is_still_offered(visitor, commune):
    make_project(commune)
    text = main_text_of(visitor.get(path_of(section_page(commune, "projects"))))
    assert "Chuẩn bị (0)" in text


def test_a_project_shows_all_fields_of_the_record(visitor, commune):
    page = make_project(commune, sponsor="Ngân sách cấp tỉnh 80%", status_note="Đang đổ bê tông")
    text = main_text_of(visitor.get(path_of(page)))
    for shown in (
        page.title, "Mục tiêu chính Đi lại thuận tiện quanh năm", "Lĩnh vực Giao thông",
        "Loại dự án Đầu tư công, nhóm C", "Thời gian 01/03/2026 – 01/03/2027",
        "Kinh phí 6.850.000.000 đồng", "Loại hình tài trợ Ngân sách nhà nước",
        "Nhà tài trợ, nguồn vốn Ngân sách cấp tỉnh 80%", "Tình trạng Đang đổ bê tông",
        "Khối lượng hoàn thành: 40%",
    ):  # fmt: skip
        assert shown in text, shown


def test_the_course_is_drawn_and_told(visitor, commune):
    milestones = [
        ("Khởi công", date(2026, 3, 1), date(2026, 3, 4)),
        ("Nghiệm thu", date(2027, 3, 1), None),
    ]
    page = make_project(commune, milestones=milestones)
    for query in ("", "?ban-in=1", "?tai-ve=1"):
        html = visitor.get(path_of(page) + query).content.decode()
        assert html.count("timeline__mark ") == 2
        assert "kế hoạch 01/03/2026, xong ngày 04/03/2026, chậm 3 ngày" in html
        assert (
            "style=" not in re.search(r"<figure class=\"chart timeline.*?</figure>", html, re.S)[0]
        )


def test_a_project_leads_to_its_tenders_and_its_land(visitor, commune):
    page = make_project(commune)
    tender, paper = make_tender(commune, project=page), make_land_paper(commune, project=page)
    make_tender(commune, title="Gói thầu khác")
    draft = make_tender(commune, project=page, live=False)
    links = links_of(visitor.get(path_of(page)))
    assert path_of(tender) in links
    assert path_of(paper) in links
    assert path_of(draft) not in links
    assert path_of(page) in links_of(visitor.get(path_of(tender)))
    page.unpublish()
    assert path_of(page) not in links_of(visitor.get(path_of(tender)))


def test_nothing_of_another_province_is_shown_beside_a_project(visitor, commune):
    far = build_network("46", communes=1).communes[0]
    page = make_project(commune)
    make_tender(far, project=page, title="Gói thầu nơi khác")
    assert "Gói thầu nơi khác" not in main_text_of(visitor.get(path_of(page)))


def errors_of(**fields):
    """Return the errors of a running project with some fields changed."""
    fields = {
        "stage": "dang-trien-khai", "progress": 40, "progress_on": TODAY,
        "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1),
    } | fields  # fmt: skip
    return ProjectPage(**fields).own_errors()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_on": date(2025, 1, 1)}, "ends_on"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": None}, "ends_on"),
        ({"progress_on": None}, "progress_on"),
        ({"progress_on": TODAY + timedelta(1)}, "progress_on"),
        ({"finished_on": TODAY}, "finished_on"),
        ({"stage": "chuan-bi"}, "progress"),
        ({"stage": "hoan-tat", "finished_on": TODAY}, "progress"),
        ({"stage": "hoan-tat", "progress": 100}, "finished_on"),
        (
            {"stage": "hoan-tat", "progress": 100, "finished_on": date(2025, 1, 1)},
            "finished_on",
        ),
        (
            {"stage": "hoan-tat", "progress": 100, "finished_on": TODAY + timedelta(1)},
            "finished_on",
        ),
    ],
)
def test_days_and_progress_must_fit_the_list(fields, field):
    assert list(errors_of(**fields)) == [field]


def test_what_fits_is_taken():
    assert errors_of() == {}
    assert errors_of(stage="hoan-tat", progress=100, finished_on=TODAY) == {}
    nothing_known = {"starts_on": None, "ends_on": None, "progress_on": None, "progress": 0}
    assert errors_of(stage="chuan-bi", **nothing_known) == {}


def test_more_than_all_work_cannot_be_done(db):
    with pytest.raises(ValidationError) as refusal:
        ProjectPage(progress=101).clean_fields()
    assert refusal.value.message_dict["progress"] == [
        "Khối lượng hoàn thành không thể vượt quá 100%."
    ]


def test_a_milestone_is_not_done_tomorrow():
    with pytest.raises(ValidationError):
        Milestone(name="Mốc", planned_on=TODAY, done_on=TODAY + timedelta(1)).clean()


def test_a_project_past_its_end_says_so(visitor, commune):
    page = make_project(commune, ends_on=TODAY - timedelta(1), starts_on=date(2025, 1, 1))
    assert "Quá thời hạn hoàn thành" in main_text_of(visitor.get(path_of(page)))


def test_machines_read_a_project_with_its_funding(commune):
    (project,) = make_project(commune, location="Thôn 2").structured_data()
    assert project["@type"] == "Project"
    assert project["funding"]["amount"] == {
        "@type": "MonetaryAmount",
        "value": "6850000000",
        "currency": "VND",
    }
    json.dumps(project)


@pytest.mark.parametrize("count", [2, 60])
def test_lists_and_pages_cost_the_same_whatever_their_length(visitor, commune, count):
    milestones = [(f"Mốc {n}", date(2026, 3, 1), None) for n in range(count)]
    page = make_project(commune, milestones=milestones)
    for _ in range(min(count, 21) - 1):
        make_project(commune)
        make_tender(commune, project=page)
    assert len(uncached_queries(visitor, path_of(page))) == 6
    assert len(uncached_queries(visitor, path_of(section_page(commune, "projects")))) == 7


def test_amounts_are_kept_to_the_last_dong(commune):
    page = make_project(commune, budget=Decimal("999999999999999.99"))
    page.refresh_from_db()
    assert page.budget == Decimal("999999999999999.99")
