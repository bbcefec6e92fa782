"""Each section of disclosures: page, list, what machines read, and where nobody may be named."""

from datetime import date

import pytest
from django.utils import timezone

from commune_site.disclosures.profiles import profile_of
from commune_site.sections import get_registry
from tests.commune_site.disclosures.makers import REVENUE, make_disclosure
from tests.factories import section_page
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of
from tests.query_counts import uncached_queries
from tests.schema_org import faults_of_data, objects_of, types_of

pytestmark = pytest.mark.django_db

AT_MOST = 10
# What an officer states in each section beyond what every disclosure has (rows 26 to 38).
ROWS = {
    "funds-contributions": {
        "kind": "result",
        "subject": "Quỹ Đền ơn đáp nghĩa",
        "funding_source": "Nhân dân tự nguyện đóng góp",
        "outcome": "Đã chi 40 triệu đồng sửa 2 nhà",
    },
    "public-assets": {
        "kind": "result",
        "subject": "Xe ô tô",
        "handling": "Thanh lý",
        "outcome": "Thu 45 triệu đồng nộp ngân sách",
    },
    "social-support": {
        "kind": "named_list",
        "subject": "Rà soát hộ nghèo năm 2026",
        "criteria": "Thu nhập dưới chuẩn nghèo",
        "audience": "Hộ nghèo, hộ cận nghèo",
        "rate": "60 triệu đồng một nhà",
    },
    "relief": {
        "kind": "named_list",
        "subject": "Khắc phục thiệt hại mưa lũ",
        "audience": "Hộ có nhà hư hỏng nặng",
        "rate": "20 triệu đồng một nhà",
        "funding_source": "Dự phòng ngân sách xã",
    },
    "military-service": {
        "kind": "named_list",
        "subject": "Tuyển quân năm 2027",
        "criteria": "Từ đủ 18 đến hết 25 tuổi",
    },
    "inspection-results": {
        "kind": "conclusion",
        "subject": "Quản lý các khoản đóng góp",
        "audience": "Trường Trung học cơ sở Ví Dụ",
        "outcome": "Xong 3/3 kiến nghị",
    },
    "anti-corruption": {"kind": "report", "outcome": "34/34 người kê khai đúng hạn"},
    "fees-taxes": {
        "kind": "fee",
        "subject": "Lệ phí hộ tịch",
        "audience": "Người yêu cầu cấp bản sao",
        "rate": "8.000 đồng một bản sao",
        "exemptions": "Trẻ em, người cao tuổi",
    },
    "statistics": {
        "kind": "official",
        "method": "Rà soát từng hộ",
        "outcome": "Giảm 12 hộ so với năm trước",
    },
    "periodic-reports": {"kind": "report"},
    "research-results": {
        "kind": "result",
        "code": "ĐTKH-2026-03",
        "lead": "Trung tâm Khuyến nông",
        "outcome": "Đạt; áp dụng được cho 5 xã",
    },
    "recruitment": {
        "kind": "notice",
        "places": 2,
        "apply_by": date(2026, 11, 30),
        "criteria": "Tốt nghiệp đại học ngành kế toán",
        "outcome": "2 người trúng tuyển",
    },
    "internal-rules": {"kind": "rules"},
}
NAMES_PEOPLE = ("social-support", "relief", "military-service")


@pytest.fixture(params=ROWS)
def shown(request, network, client_for):
    """A disclosure of each section with a table, and somebody who reads the site it is on."""
    section = request.param
    is_commune = "commune" in get_registry().get(section).levels
    place = network.communes[0] if is_commune else network.province
    days = {"disclosed_on": timezone.localdate()} if section in NAMES_PEOPLE else {}
    page = make_disclosure(place, section, table=REVENUE, **days, **ROWS[section])
    return page, client_for(place), path_of(section_page(place, section))


def as_shown(value) -> str:
    """Return a value as the page writes it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def test_a_page_shows_all_fields_of_its_section_and_its_list_leads_there(shown):
    page, visitor, section_path = shown
    stated = {name: value for name, value in ROWS[page.section].items() if name != "kind"}
    assert set(stated) == set(profile_of(page.section).fields)
    answer = visitor.get(path_of(page))
    text = main_text_of(answer)
    for name, value in stated.items():
        assert f"{profile_of(page.section).fields[name].label} {as_shown(value)}" in text
    assert str(page.get_kind_display()) in text
    assert "Tổng số thu 1.234,5" in text
    listed = visitor.get(section_path)
    assert path_of(page) in links_of(listed)
    assert page.title in main_text_of(listed)
    narrowed = visitor.get(section_path, {"loai": page.kind})
    assert page.title in main_text_of(narrowed)
    assert len(uncached_queries(visitor, path_of(page))) <= AT_MOST


def test_machines_read_report_and_dataset_but_nothing_of_lists_that_name_people(shown):
    page, visitor, _section_path = shown
    answer = visitor.get(path_of(page))
    assert faults_of_data(answer) == []
    if page.section in NAMES_PEOPLE:
        assert types_of(answer) == {"BreadcrumbList"}
        return
    assert types_of(answer) == {"BreadcrumbList", "Report", "Dataset"}
    report = next(one for one in objects_of(answer) if one["@type"] == "Report")
    assert report["name"] == page.title
    assert report["datePublished"] == "2026-03-15"


def test_feed_sitemap_and_robots_follow_whether_people_are_named(shown):
    page, visitor, section_path = shown
    names_people = page.section in NAMES_PEOPLE
    feed = visitor.get(f"{section_path}feed.xml")
    assert feed.status_code == (404 if names_people else 200)
    sitemap = visitor.get("/sitemap.xml").content.decode()
    assert (page.full_url in sitemap) is not names_people
    assert (page.title in visitor.get("/feed.xml").content.decode()) is not names_people
    robots = [
        meta["content"]
        for meta in elements_of(visitor.get(path_of(page)), "meta")
        if meta.get("name") == "robots"
    ]
    assert robots == (["noindex"] if names_people else [])
    assert (page.expires_on is not None) is names_people


def test_every_section_with_fields_of_its_own_is_proved():
    assert get_registry().personal_data_slugs == set(NAMES_PEOPLE)
    rows = {one.slug for one in get_registry().sections if "disclosure" in one.posted_types}
    assert rows - {"budget-finance"} == set(ROWS)
