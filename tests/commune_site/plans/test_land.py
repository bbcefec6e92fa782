"""Planning with its maps, and papers on land: deadlines, plots, and people who are named (R83)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commune_site.figures.reading import read_table
from commune_site.plans.models import (
    LandFigures,
    LandRecoveryPage,
    PlanningMap,
    PlanningPage,
)
from portal_network.tenancy.models import Role
from search.queries import find_on_site
from tests.commune_site.figures.sheets import upload, workbook
from tests.commune_site.plans.records import make_land_paper, make_planning
from tests.factories import make_file, make_image, make_user, section_page
from tests.pages_as_seen import elements_of, links_of, main_text_of, path_of
from tests.query_counts import uncached_queries

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def add_map(page, commune, **fields):
    """Put a map with picture and file on a planning."""
    fields = {
        "title": "Bản đồ kế hoạch sử dụng đất",
        "text_alternative": "Đất ở mới nằm phía bắc quốc lộ.",
        "image": make_image(commune),
        "document": make_file(commune),
    } | fields
    page.maps.add(PlanningMap(**fields))
    page.save()
    return page


def test_a_map_is_seen_described_and_taken_away(visitor, commune):
    page = add_map(make_planning(commune), commune)
    response = visitor.get(path_of(page))
    text = main_text_of(response)
    assert "Đất ở mới nằm phía bắc quốc lộ." in text
    assert "Phạm vi Toàn xã" in text
    assert "Thời kỳ 2026 – 2030" in text
    assert "Quyết định phê duyệt 18/QĐ-UBND" in text
    pictures = [one for one in elements_of(response, "img") if "srcset" in one]
    assert pictures[0]["alt"].startswith("Bản đồ kế hoạch sử dụng đất;")
    assert page.maps.get().document.url in links_of(response)


def test_a_map_needs_a_picture_or_a_file():
    with pytest.raises(ValidationError) as refusal:
        PlanningMap(title="Bản đồ", text_alternative="Lời mô tả").clean()
    assert "image" in refusal.value.message_dict


def test_many_maps_cost_no_more_than_one(visitor, commune):
    def queries(count):
        page = make_planning(commune)
        for _ in range(count):
            add_map(page, commune)
        return len(uncached_queries(visitor, path_of(page)))

    assert queries(5) == queries(1) <= 9


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"last_year": 2020}, "last_year"),
        ({"area_ha": 0}, "area_ha"),
        ({"first_year": None}, "first_year"),
    ],
)
def test_a_planning_that_does_not_fit_is_refused(fields, field):
    page = PlanningPage(**{"first_year": 2026, "section": "planning-land"} | fields)
    assert field in page.own_errors()


def test_a_planning_without_decision_is_refused():
    page = PlanningPage(section="planning-land")
    assert set(page.decision_errors()) == {"decision_number", "decided_on"}


def test_machines_read_maps_and_scope(commune):
    decision, shown_map = add_map(make_planning(commune), commune).structured_data()
    assert decision["spatialCoverage"] == {"@type": "Place", "name": "Toàn xã"}
    assert shown_map["@type"] == "Map"


def test_a_paper_tells_its_deadlines_and_counts_the_days(visitor, commune):
    page = make_land_paper(commune, comments_until=TODAY + timedelta(5), plot_count=36)
    text = main_text_of(visitor.get(path_of(page)))
    assert "Lấy ý kiến: còn 5 ngày" in text
    assert "Số thửa đất 36" in text
    over = make_land_paper(commune, comments_until=TODAY - timedelta(1))
    assert "đã hết hạn ngày" in main_text_of(visitor.get(path_of(over)))


def test_plots_are_a_table_that_can_be_taken_away(visitor, commune):
    page = make_land_paper(commune)
    rows = [["Số tờ", "Thửa đất", "Diện tích (m2)"], ["12", "Thửa 45", 86.5], ["12", "Thửa 46", 92]]
    table = read_table(upload(workbook(rows)))
    page.figures.add(LandFigures(title="Các thửa đất", data=table.to_json()))
    page.save()
    assert "Thửa 45" in main_text_of(visitor.get(path_of(page)))
    assert visitor.get(f"{path_of(page)}?so-lieu=1.csv").status_code == 200
    LandRecoveryPage.objects.filter(pk=page.pk).update(names_people=True)
    assert visitor.get(f"{path_of(page)}?so-lieu=1.csv").status_code == 404


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"project_name": ""}, "project_name"),
        ({"paid_from": TODAY, "paid_until": TODAY - timedelta(1)}, "paid_until"),
        ({"comments_until": date(2025, 1, 1)}, "comments_until"),
        ({"handover_by": date(2025, 1, 1)}, "handover_by"),
        ({"area_m2": 0}, "area_m2"),
        ({"names_people": True, "expires_on": TODAY + timedelta(31)}, "expires_on"),
    ],
)
def test_a_paper_that_does_not_fit_is_refused(fields, field):
    known = {"kind": "quyet-dinh-thu-hoi", "project_name": "Đường", "decided_on": date(2026, 1, 1)}
    page = LandRecoveryPage(**known | {"disclosed_on": TODAY} | fields)
    assert list(page.own_errors()) == [field]


def test_prices_of_land_need_no_project():
    assert LandRecoveryPage(kind="bang-gia-dat").own_errors() == {}


@pytest.fixture
def naming(commune):
    """A paper that names people."""
    return make_land_paper(
        commune,
        title="Danh sách hộ nhận bồi thường",
        names_people=True,
        disclosed_on=TODAY,
        expires_on=TODAY + timedelta(10),
    )


def test_a_page_that_names_people_ends_by_itself_after_thirty_days():
    page = LandRecoveryPage(kind="bang-gia-dat", names_people=True, disclosed_on=TODAY)
    assert page.own_errors() == {}
    assert page.expires_on == TODAY + timedelta(30)


def test_a_page_that_names_people_stays_out_of_search_feeds_and_site_maps(
    visitor, commune, naming, network
):
    other = make_land_paper(commune, title="Thông báo không nêu tên")
    section = path_of(section_page(commune, "land-recovery"))
    robots = [
        m for m in elements_of(visitor.get(path_of(naming)), "meta") if m.get("name") == "robots"
    ]
    assert [meta["content"] for meta in robots] == ["noindex"]
    for address in ("/sitemap.xml", "/feed.xml", f"{section}feed.xml"):
        content = visitor.get(address).content.decode()
        assert path_of(naming) not in content, address
        assert path_of(other) in content, address
    tenant = network.tenants[0]
    assert [page.title for page in find_on_site(tenant, "danh sách hộ nhận bồi thường")] == []
    assert [page.title for page in find_on_site(tenant, "không nêu tên")] == [other.title]
    assert naming.title in main_text_of(visitor.get(section))


def test_after_its_time_only_staff_see_a_page_that_names_people(
    visitor, commune, naming, client_for
):
    LandRecoveryPage.objects.filter(pk=naming.pk).update(expires_on=TODAY - timedelta(1))
    assert visitor.get(path_of(naming)).status_code == 404
    staff = client_for(commune, make_user(Role.EDITOR, commune))
    assert staff.get(path_of(naming)).status_code == 200
