"""What visitors see of units and people: all of it from one record each."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from commune_site.organisation.models import AdministrativeMap, Appointment, Channel, Person, Unit
from commune_site.organisation.workplace import place_keys
from tests.factories import make_image, make_information_page, section_page
from tests.networks import forget_what_processes_remember
from tests.pages_as_seen import elements_of, links_of, main_text_of, text_of
from tests.query_counts import uncached_queries

ROOM = "/gioi-thieu/"
STRUCTURE, LEADERS = f"{ROOM}co-cau-to-chuc/", f"{ROOM}lanh-dao/"
DIRECTORY, MAP = f"{ROOM}danh-ba/", f"{ROOM}ban-do-hanh-chinh/"
FUNCTIONS, CONTACTS = f"{ROOM}chuc-nang-nhiem-vu/", f"{ROOM}lien-he/"
CHANNELS = f"{ROOM}kenh-thong-tin-chinh-thuc/"
SQUARE = [[106.7, 21.8], [106.8, 21.8], [106.8, 21.9], [106.7, 21.8]]


@pytest.fixture
def site(staff, client_for):
    """A visitor of the commune, after everybody has forgotten what was there before."""
    forget_what_processes_remember()
    return client_for(staff.tenant)


def structured(response) -> list[dict]:
    html = response.content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = [json.loads(text) for text in found]
    return [one for each in data for one in (each if isinstance(each, list) else [each])]


def test_every_box_of_both_charts_leads_to_its_unit_and_the_list_says_the_same(site):
    response = site.get(STRUCTURE)
    links = links_of(response)
    for slug in ("uy-ban-nhan-dan-phuong", "van-phong"):
        assert links.count(f"{STRUCTURE}{slug}/") == 3
    assert "Chủ tịch: Nông Thị Bích" in text_of(response)
    # The village stands on the map, not in the chart.
    assert f"{STRUCTURE}to-dan-pho-1/" not in links
    assert all(site.get(link).status_code == 200 for link in links if link.startswith(STRUCTURE))


def test_the_list_nests_as_the_units_do(site):
    html = site.get(STRUCTURE).content.decode()
    tree = html[html.index('<ul class="unit-tree">') :]
    assert tree.index("Ủy ban nhân dân phường") < tree.index('<ul class="unit-tree">', 5)
    assert tree.index('<ul class="unit-tree">', 5) < tree.index("Văn phòng")


def test_a_person_changed_once_changes_on_every_page(site, staff):
    Person.objects.filter(pk=staff.chair.pk).update(name="Nông Thị Đổi")
    for path in (STRUCTURE, LEADERS, DIRECTORY, f"{LEADERS}nong-thi-bich/", CHANNELS):
        text = main_text_of(site.get(path))
        assert "Nông Thị Đổi" in text, path
        assert "Nông Thị Bích" not in text, path


def test_the_page_of_a_leader_shows_biography_term_duties_and_portrait(site, staff):
    Person.objects.filter(pk=staff.chair.pk).update(photo=make_image(staff.tenant.code))
    response = site.get(f"{LEADERS}nong-thi-bich/")
    text = main_text_of(response)
    for words in ("Bà Nông Thị Bích", "Sinh năm 1975", "2026 – 2031", "Ngân sách", "01/01/2026"):
        assert words in text
    assert any("Nông Thị Bích" in image["alt"] for image in elements_of(response, "img"))
    person = next(one for one in structured(response) if one["@type"] == "Person")
    assert person["jobTitle"] == "Chủ tịch"
    assert person["email"] == "bich@vidu.invalid"


def test_who_left_a_post_is_shown_by_name_and_period_alone(site, staff):
    """R83: neither contacts nor biography of a former holder leave the database."""
    for path in (LEADERS, DIRECTORY, f"{STRUCTURE}uy-ban-nhan-dan-phuong/"):
        html = site.get(path).content.decode()
        assert "Hoàng Văn Cũ" in html
        assert "01/01/2021" in html and "31/12/2025" in html
        for hidden in ("0912", "cu@vidu.invalid", "Tiểu sử cũ", "hoang-van-cu"):
            assert hidden not in html
    assert site.get(f"{LEADERS}hoang-van-cu/").status_code == 404


def test_a_post_ends_and_begins_by_its_days(site, staff):
    tomorrow = timezone.localdate() + timedelta(days=1)
    staff.person("Triệu Văn Mai", staff.office, "Chánh Văn phòng", since=tomorrow)
    staff.person("Lý Thị Nay", staff.office, "Công chức", until=timezone.localdate())
    text = main_text_of(site.get(DIRECTORY))
    assert "Triệu Văn Mai" not in text
    assert "Lý Thị Nay" in text


@pytest.mark.parametrize("words", ["bich", "BÍCH", "nong thi", "chu tich", "ủy ban bich"])
def test_the_directory_finds_with_and_without_accents(site, staff, words):
    staff.person("Lê Văn Khác", staff.office, "Công chức")
    text = main_text_of(site.get(DIRECTORY, {"tu-khoa": words}))
    assert "Nông Thị Bích" in text
    assert "Lê Văn Khác" not in text


def test_the_directory_narrows_by_unit_and_says_when_nobody_fits(site, staff):
    staff.person("Lê Văn Khác", staff.office, "Công chức")
    text = main_text_of(site.get(DIRECTORY, {"don-vi": "van-phong"}))
    assert "Lê Văn Khác" in text and "Nông Thị Bích" not in text
    assert "Không có ai phù hợp" in main_text_of(site.get(DIRECTORY, {"tu-khoa": "zzz"}))
    for odd in ("\x00", "'\"<b>", "x" * 5000, "🙂"):
        assert site.get(DIRECTORY, {"tu-khoa": odd, "don-vi": odd}).status_code == 200


def test_what_is_not_published_is_nowhere(site, staff):
    staff.person("Người Nháp", staff.office, "Công chức")
    Person.objects.filter(name="Người Nháp").update(live=False)
    hidden = staff.unit("Phòng Nháp", live=False)
    staff.person("Người Phòng Nháp", hidden, "Công chức")
    for path in (STRUCTURE, DIRECTORY, FUNCTIONS, CONTACTS):
        text = main_text_of(site.get(path))
        assert "Nháp" not in text, path
    assert site.get(f"{STRUCTURE}phong-nhap/").status_code == 404


def test_sections_without_units_are_hidden_and_appear_with_the_first(network, client_for):
    visitor = client_for(network.tenants[0])
    for path in (STRUCTURE, LEADERS, DIRECTORY, MAP, FUNCTIONS):
        assert visitor.get(path).status_code == 404
    Unit.objects.create(name="Văn phòng", **place_keys(network.tenants[0]))
    forget_what_processes_remember()
    assert visitor.get(STRUCTURE).status_code == 200
    assert visitor.get(LEADERS).status_code == 404


def test_a_saved_record_lets_the_menu_ask_anew(
    network, client_for, django_capture_on_commit_callbacks
):
    visitor = client_for(network.tenants[0])
    assert visitor.get(STRUCTURE).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        Unit.objects.create(name="Văn phòng", **place_keys(network.tenants[0]))
    assert visitor.get(STRUCTURE).status_code == 200


def test_the_people_of_one_place_are_on_no_other_site(site, staff, network, client_for):
    other = network.tenants[1]
    own = Unit.objects.create(name="Phòng của xã bên", **place_keys(other))
    person = Person.objects.create(name="Người Xã Bên", **place_keys(other))
    Appointment.objects.create(person=person, unit=own, post="Công chức", is_leader=True)
    forget_what_processes_remember()
    for path in (STRUCTURE, LEADERS, DIRECTORY):
        assert "Bên" not in main_text_of(site.get(path)).replace("bên", "")
        assert "Nông Thị Bích" not in text_of(client_for(other).get(path))
    assert client_for(other).get(f"{LEADERS}nong-thi-bich/").status_code == 404
    province = client_for(network.province_tenant)
    assert province.get(f"{STRUCTURE}van-phong/").status_code == 404


def test_functions_come_with_their_decision(site, staff):
    Unit.objects.filter(pk=staff.office.pk).update(
        functions="- Tổng hợp\n\n• Văn thư", decision="Quyết định số 1/2025/QĐ-UBND"
    )
    text = main_text_of(site.get(FUNCTIONS))
    assert "Tổng hợp Văn thư" in text
    assert "Căn cứ: Quyết định số 1/2025/QĐ-UBND" in text


def test_channels_and_spokesperson_are_listed(site, staff):
    Channel.objects.create(
        kind="zalo", name="Zalo OA phường", url="https://zalo.invalid/oa", unit=staff.office,
        **place_keys(staff.tenant),
    )  # fmt: skip
    response = site.get(CHANNELS)
    text = main_text_of(response)
    assert "Đơn vị quản lý: Văn phòng" in text
    assert "Nông Thị Bích" in text[text.index("Người phát ngôn và cung cấp thông tin") :]
    assert "https://zalo.invalid/oa" in links_of(response)


def test_contacts_name_units_and_the_position(site, staff):
    response = site.get(CONTACTS)
    text = main_text_of(response)
    assert "02053 111 222" in text
    position = f"{staff.tenant.contact.latitude},{staff.tenant.contact.longitude}"
    assert any(position in link for link in links_of(response))
    bodies = [one for one in structured(response) if one["@type"] == "GovernmentOrganization"]
    authority = next(one for one in bodies if "location" in one)
    assert authority["location"]["geo"]["latitude"] == staff.tenant.contact.latitude


def test_the_map_draws_areas_by_the_names_of_villages(site, staff):
    AdministrativeMap.objects.create(
        title="Bản đồ phường",
        areas=[
            {"name": "TO DAN PHO 1", "polygons": [[SQUARE]]},
            {"name": "Khu khác", "polygons": [[[[x + 0.1, y] for x, y in SQUARE]]]},
        ],
        **place_keys(staff.tenant),
    )
    staff.person("Lục Văn Trưởng", staff.village, "Tổ trưởng", is_head=True)
    response = site.get(MAP)
    assert links_of(response).count(f"{STRUCTURE}to-dan-pho-1/") == 2
    assert "Tổ trưởng: Lục Văn Trưởng" in main_text_of(response)
    assert "Khu khác" in text_of(response)
    download = site.get(f"{MAP}ban-do.geojson")
    assert download["Content-Type"] == "application/geo+json"
    names = [one["properties"]["name"] for one in download.json()["features"]]
    assert names == ["Tổ dân phố 1", "Khu khác"]
    assert site.get(f"{MAP}khong-co.geojson").status_code == 404


def test_pages_below_sections_are_in_the_sitemap_and_describe_themselves(site):
    sitemap = site.get("/sitemap.xml").content.decode()
    for path in (f"{STRUCTURE}van-phong/", f"{LEADERS}nong-thi-bich/"):
        assert path in sitemap
        response = site.get(path)
        html = response.content.decode()
        assert 'rel="canonical" href="http' in html and f'{path}">' in html
        assert 'name="DC.identifier"' in html
        # The breadcrumb ends with the page itself.
        assert 'aria-current="page"' in html
    assert site.get(f"{STRUCTURE}van-phong").status_code == 301
    for odd in ("khong-co/", "van-phong/them/", "van-phong%00/"):
        assert site.get(f"{STRUCTURE}{odd}").status_code == 404


def test_a_page_below_the_section_shows_its_own_text_alone(site, staff):
    section = section_page(staff.tenant.code, "organisation")
    make_information_page(section, title="Quy chế làm việc", slug="quy-che")
    text = main_text_of(site.get(f"{STRUCTURE}quy-che/"))
    assert "Quy chế làm việc" in text and "Sơ đồ tổ chức" not in text
    # A page wins over a unit of the same address.
    Unit.objects.filter(pk=staff.office.pk).update(slug="quy-che")
    assert "Quy chế làm việc" in main_text_of(site.get(f"{STRUCTURE}quy-che/"))


@pytest.mark.parametrize("path", [STRUCTURE, LEADERS, DIRECTORY, MAP, FUNCTIONS, CONTACTS])
def test_sixty_people_cost_no_more_queries_than_two(site, staff, path):
    few = uncached_queries(site, path)
    for number in range(58):
        unit = staff.unit(f"Phòng số {number}", parent=staff.committee, functions="Việc", phone="1")
        staff.person(
            f"Người số {number}", unit, "Trưởng phòng", is_head=True, is_leader=True,
            is_spokesperson=True,
        )  # fmt: skip
    assert len(uncached_queries(site, path)) == len(few) <= 7


def test_the_portraits_of_sixty_leaders_cost_two_queries(site, staff):
    picture = make_image(staff.tenant.code)
    before = len(uncached_queries(site, LEADERS))
    for number in range(10):
        person = staff.person(f"Người {number}", staff.office, "Phó Chủ tịch", is_leader=True)
        Person.objects.filter(pk=person.pk).update(photo=picture)
    assert len(uncached_queries(site, LEADERS)) == before + 2


def test_the_tree_of_a_site_is_read_with_three_more_queries(site, staff):
    statements = uncached_queries(site, "/so-do-trang/", warm_path="/robots.txt")
    assert sum("organisation_" in statement for statement in statements) <= 3
