"""The public catalogue: list, filters, one procedure, its checklist, online services."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from commune_site.procedures.models import LocalNote, Procedure
from tests.commune_site.procedures.conftest import take_over
from tests.commune_site.procedures.procedure_files import (
    BIRTH,
    MARRIAGE,
    numbered,
)
from tests.commune_site.test_metadata import REQUIRED
from tests.factories import make_file, make_legal_document
from tests.networks import HUE, build_network, forget_what_processes_remember
from tests.query_counts import uncached_queries, writes_among

pytestmark = pytest.mark.django_db

LIST = "/dich-vu-cong/thu-tuc-hanh-chinh/"
ONLINE = "/dich-vu-cong/dich-vu-cong-truc-tuyen/"
PAGE = f"{LIST}1.001193/"
# At province level: nothing of it is decided in a commune.
LICENCE = BIRTH | {
    "Mã thủ tục": "1.009999",
    "Tên thủ tục": "Cấp giấy phép của tỉnh",
    "Lĩnh vực": "An toàn thực phẩm",
    "Cấp thực hiện": "Cấp tỉnh",
    "Đối tượng thực hiện": "Doanh nghiệp",
    "Mức độ trực tuyến": "Không",
    "Từ khóa": "",
}


@pytest.fixture
def commune(network, catalogue):
    return network.communes[0]


@pytest.fixture
def visitor(client_for, commune):
    return client_for(commune)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def listed(response) -> list[str]:
    links = soup(response).select(".rows .row__title")
    return [re.sub(r"^\S+: ", "", link.get_text()) for link in links]


def note(commune, code=None, **texts):
    procedure = Procedure.everywhere.get(code=code) if code else None
    return LocalNote.everywhere.create(commune=commune, procedure=procedure, **texts)


def test_a_commune_lists_what_is_decided_there_and_the_province_everything(
    network, catalogue, client_for
):
    take_over([LICENCE])
    at_commune = listed(client_for(network.communes[1]).get(LIST))

    assert at_commune == ["Thủ tục đăng ký kết hôn", "Thủ tục đăng ký khai sinh"]
    assert listed(client_for(network.province).get(LIST)) == ["Cấp giấy phép của tỉnh", *at_commune]
    assert client_for(network.communes[0]).get(f"{LIST}1.009999/").status_code == 404
    assert client_for(network.province).get(f"{LIST}1.009999/").status_code == 200


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"tu-khoa": "dang ky ket hon"}, ["Thủ tục đăng ký kết hôn"]),
        ({"tu-khoa": "ĐĂNG KÝ KẾT HÔN"}, ["Thủ tục đăng ký kết hôn"]),
        ({"tu-khoa": "1.001193"}, ["Thủ tục đăng ký khai sinh"]),
        ({"tu-khoa": "giay khai sinh"}, ["Thủ tục đăng ký khai sinh"]),
        ({"tu-khoa": "không có gì như vậy"}, []),
        ({"tu-khoa": "…"}, []),
        ({"muc-do": "mot-phan"}, ["Thủ tục đăng ký kết hôn"]),
        ({"muc-do": "toan-trinh", "tu-khoa": "kết hôn"}, []),
        ({"doi-tuong": "can-bo", "linh-vuc": "ho-tich", "muc-do": "toan-trinh"},
         ["Thủ tục đăng ký khai sinh"]),
        ({"doi-tuong": "hop-tac-xa"}, []),
        ({"linh-vuc": "khong-co"}, []),
        ({"doi-tuong": "nobody", "muc-do": "4"},
         ["Thủ tục đăng ký kết hôn", "Thủ tục đăng ký khai sinh"]),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(visitor, query, names):
    response = visitor.get(LIST, query)

    assert response.status_code == 200
    assert listed(response) == names


def test_filters_keep_what_was_chosen_and_can_be_removed(visitor):
    page = soup(visitor.get(LIST, {"muc-do": "mot-phan", "tu-khoa": "kết hôn"}))

    assert page.select_one("#loc-tu-khoa")["value"] == "kết hôn"
    assert page.select_one("#loc-muc-do option[selected]")["value"] == "mot-phan"
    assert page.select_one(f'.facets a[href="{LIST}"]') is not None


@pytest.mark.parametrize(
    "query", [{"linh-vuc": "a\x00b"}, {"trang-thu-tuc": "0"}, {"trang-thu-tuc": "2"}]
)
def test_what_cannot_be_asked_is_not_found(visitor, query):
    assert visitor.get(LIST, query).status_code == 404


def test_long_lists_have_pages_and_fields_to_jump_to(network, client_for, catalogue):
    take_over([*numbered(120), MARRIAGE | {"Lĩnh vực": "Đất đai"}])
    visitor = client_for(network.communes[0])
    first = visitor.get(LIST)

    assert len(listed(first)) == 50
    assert len(listed(visitor.get(LIST, {"trang-thu-tuc": "3"}))) == 22
    chips = [link["href"] for link in soup(first).select(".chips a")]
    assert chips == [f"{LIST}?linh-vuc=dat-dai", f"{LIST}?linh-vuc=ho-tich"]
    assert listed(visitor.get(chips[0])) == ["Thủ tục đăng ký kết hôn"]


def test_without_a_catalogue_the_section_is_hidden_and_appears_with_the_import(network, client_for):
    visitor = client_for(network.communes[0])
    assert visitor.get(LIST).status_code == 404
    assert LIST not in visitor.get("/so-do-trang/").content.decode()

    take_over([BIRTH])

    assert visitor.get(LIST).status_code == 200
    assert LIST in visitor.get("/so-do-trang/").content.decode()


def test_one_procedure_shows_every_part_of_the_record(visitor):
    take_over([
        BIRTH | {
            "Miễn, giảm phí, lệ phí": "Hộ nghèo.\nNgười khuyết tật.",
            "Yêu cầu, điều kiện": "Trong 60 ngày.", "Số lượng hồ sơ": "01 bộ",
            "Cơ quan có thẩm quyền": "Chủ tịch xã", "Cơ quan phối hợp": "Công an xã",
            "Ngày quyết định": "26/01/2026", "Loại thủ tục": "Loại A",
        }
    ])  # fmt: skip
    page = soup(visitor.get(PAGE))
    text = page.select_one("main").get_text(" ", strip=True)

    for shown in (
        "1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", "Trực tuyến toàn trình",
        "Công dân Việt Nam; Cán bộ, công chức, viên chức", "Nộp hồ sơ.", "Trong ngày", "Không thu",
        "Tại quầy", "Hộ nghèo.", "Người khuyết tật.", "Phải nộp", "Giấy chứng sinh",
        "Tờ khai đăng ký khai sinh", "01 bộ", "Ủy ban nhân dân cấp xã", "Chủ tịch xã",
        "Công an xã", "Giấy khai sinh", "Trong 60 ngày.", "Luật Hộ tịch, số 60/2014/QH13, "
        "20/11/2014, Quốc hội", "163/QĐ-BTP, 26/01/2026", "Loại A", "Cấp xã", "Phiên bản 2",
    ):  # fmt: skip
        assert shown in text
    (dossier,) = (table for table in page.select("table") if table.caption)
    cells = [cell.get_text(strip=True) for cell in dossier.select("tbody tr:nth-child(2) td")]
    assert cells == ["Giấy chứng sinh", "1", "–"]


def test_a_partial_service_says_why(visitor):
    text = soup(visitor.get(f"{LIST}1.000894/")).get_text(" ", strip=True)

    assert "Lý do chỉ trực tuyến một phần: Hai bên phải có mặt khi đăng ký." in text


def test_the_dossier_is_filed_on_the_national_portal(visitor, settings):
    settings.PROCEDURE_FILING_URL = "https://dichvucong.gov.vn/tra-cuu?ma={code}"
    href = soup(visitor.get(PAGE)).select_one("#noi-nop-ho-so ~ p .button")["href"]
    assert href == "https://dichvucong.gov.vn/tra-cuu?ma=1.001193"

    stated = "https://lienthong.dichvucong.gov.vn/khai-sinh"
    take_over([BIRTH | {"Đường dẫn nộp hồ sơ": stated}])
    assert soup(visitor.get(PAGE)).select_one("#noi-nop-ho-so ~ p .button")["href"] == stated


def test_a_procedure_that_is_not_online_offers_no_link_to_file(visitor):
    take_over([BIRTH | {"Mức độ trực tuyến": ""}])

    assert "dichvucong.gov.vn" not in soup(visitor.get(PAGE)).select_one("main").decode()


def test_the_commune_adds_counter_hours_and_advice_and_contacts_fill_the_rest(
    visitor, commune, network, client_for
):
    type(commune).objects.filter(pk=commune.pk).update(address="Số 1 phố Chợ", phone="02053000111")
    note(commune, hours="7 giờ - 11 giờ", tips="Đi sớm.\nMang điện thoại.", counter="Tầng 1")
    note(commune, "1.001193", counter="Quầy 2", tips="Xem kỹ bản nháp.")
    forget_what_processes_remember()
    page = soup(visitor.get(PAGE)).select_one(".panel--accent").get_text(" ", strip=True)

    for shown in ("Số 1 phố Chợ", "Quầy 2", "7 giờ - 11 giờ", "02053000111"):
        assert shown in page
    assert "Tầng 1" not in page
    assert page.index("Xem kỹ bản nháp.") < page.index("Đi sớm.")
    assert "Tầng 1" in visitor.get(f"{LIST}1.000894/").content.decode()
    assert "Quầy 2" not in client_for(network.communes[1]).get(PAGE).content.decode()


def test_the_portal_of_a_province_leads_to_the_commune_that_takes_the_dossier_in(
    network, catalogue, client_for
):
    type(network.province).objects.update(address="Số 1 phố Tỉnh")
    take_over([LICENCE])
    forget_what_processes_remember()
    visitor = client_for(network.province)
    page = soup(visitor.get(PAGE))

    links = [link["href"] for link in page.select(".panel--accent details a")]
    assert links == [f"{tenant.root_url}{PAGE}" for tenant in network.tenants]
    assert "Số 1 phố Tỉnh" not in page.select_one(".panel--accent").get_text()
    assert "Số 1 phố Tỉnh" not in soup(visitor.get(f"{PAGE}?ban-in=1")).main.get_text()
    own = soup(visitor.get(f"{LIST}1.009999/")).select_one(".panel--accent")
    assert "Số 1 phố Tỉnh" in own.get_text() and not own.select("details")


def test_forms_lead_to_files_of_the_same_title(visitor, network, commune):
    title = "Tờ khai đăng ký khai sinh"
    other = make_file(network.communes[1], title=title)
    assert other.url not in visitor.get(PAGE).content.decode()
    shared = make_file(network.province, title=title, filename="to-khai.docx")
    page = visitor.get(PAGE).content.decode()
    assert shared.url in page and "DOCX" in page
    own = make_file(commune, title=title)
    assert own.url in visitor.get(PAGE).content.decode()


def test_the_legal_basis_leads_to_documents_of_the_library(visitor, network, commune):
    number = "60/2014/QH13"
    other = make_legal_document(network.communes[1], number=number)
    assert other.full_url not in visitor.get(PAGE).content.decode()
    shared = make_legal_document(network.province, number=number)
    assert shared.full_url in visitor.get(PAGE).content.decode()
    own = make_legal_document(commune, number=number)
    assert own.full_url in visitor.get(PAGE).content.decode()


def test_search_engines_are_shown_one_address_unless_the_commune_has_something_to_say(
    visitor, commune, network
):
    def canonical() -> str:
        return soup(visitor.get(PAGE)).select_one("link[rel=canonical]")["href"]

    def in_sitemap() -> bool:
        return PAGE in visitor.get("/sitemap.xml").content.decode()

    note(commune, counter="Tầng 1")
    assert canonical() == f"{network.province_tenant.root_url}{PAGE}"
    assert not in_sitemap()
    note(commune, "1.001193", counter="Quầy 2")
    assert canonical() == f"{network.tenants[0].root_url}{PAGE}"
    assert in_sitemap()


def test_the_province_lists_all_addresses_for_machines(network, catalogue, client_for):
    assert PAGE in client_for(network.province).get("/sitemap.xml").content.decode()


def test_machines_read_a_government_service(visitor, network):
    (service,) = (
        data
        for script in soup(visitor.get(PAGE)).select('script[type="application/ld+json"]')
        if (data := json.loads(script.string))["@type"] == "GovernmentService"
    )

    assert service["identifier"] == "1.001193"
    assert service["provider"]["name"] == network.tenants[0].authority_name
    assert service["availableChannel"][0]["processingTime"] == "Trong ngày"
    assert service["audience"][0]["audienceType"] == "Công dân Việt Nam"


def test_the_checklist_has_boxes_numbers_counter_and_the_address_as_a_code(visitor, commune):
    note(commune, "1.001193", counter="Quầy 2")
    page = soup(visitor.get(f"{PAGE}?ban-in=1"))
    rows = page.select(".checklist tbody tr")

    assert [row.td.get_text() for row in rows] == ["☐", "☐"]
    assert "Quầy 2" in page.get_text() and "Trong ngày" in page.get_text()
    assert page.select_one("svg.qr path") is not None
    assert page.select_one(".print-tools a")["href"] == PAGE


def test_the_checklist_can_be_kept_as_one_file(visitor):
    response = visitor.get(f"{PAGE}?tai-ve=1")

    assert response["Content-Disposition"] == 'attachment; filename="1.001193.html"'
    assert soup(response).select_one("link[rel=stylesheet]") is None


def test_the_code_on_paper_holds_the_address_of_this_very_site(visitor, network, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "commune_site.procedures.detail.qr_code", lambda address, title: drawn.append(address) or ""
    )
    visitor.get(f"{PAGE}?ban-in=1")

    assert drawn == [f"{network.tenants[0].root_url}{PAGE}"]


def test_a_withdrawn_procedure_says_so_to_those_who_kept_the_paper(visitor):
    take_over([MARRIAGE], is_whole=True)
    response = visitor.get(PAGE)

    assert response.status_code == 410
    assert "không còn trong danh mục từ ngày" in response.content.decode()
    assert soup(response).select_one("meta[name=robots]")["content"] == "noindex"
    assert listed(visitor.get(LIST)) == ["Thủ tục đăng ký kết hôn"]


def test_an_address_without_its_slash_is_completed(visitor):
    response = visitor.get(PAGE.rstrip("/"))

    assert (response.status_code, response["Location"]) == (301, PAGE)


@pytest.mark.parametrize(
    "path", ["1.000001/", "khong-co/", "1.001193/them/", "../", "1.001193%00/"]
)
def test_what_is_no_procedure_is_not_found(visitor, path):
    assert visitor.get(f"{LIST}{path}").status_code == 404


def test_text_of_a_file_is_shown_as_text(visitor):
    evil = "<script>alert(1)</script>"
    take_over([BIRTH | {"Yêu cầu, điều kiện": evil, "Từ khóa": evil, "Kết quả thực hiện": evil}])
    for path in (PAGE, f"{PAGE}?ban-in=1"):
        assert "<script>alert" not in visitor.get(path).content.decode()


def test_online_services_list_what_is_online_and_lead_to_the_procedure(network, client_for):
    take_over([BIRTH, MARRIAGE, LICENCE | {"Cấp thực hiện": "Cấp xã"}])
    visitor = client_for(network.communes[0])

    assert listed(visitor.get(ONLINE)) == ["Thủ tục đăng ký kết hôn", "Thủ tục đăng ký khai sinh"]
    assert listed(visitor.get(ONLINE, {"muc-do": "mot-phan"})) == ["Thủ tục đăng ký kết hôn"]
    assert soup(visitor.get(ONLINE)).select_one(".rows a")["href"].startswith(LIST)
    led = visitor.get(f"{ONLINE}1.001193/")
    assert (led.status_code, led["Location"]) == (301, PAGE)
    assert visitor.get(f"{ONLINE}1.000001/").status_code == 404


def test_sites_of_another_province_know_nothing_of_it(network, catalogue, client_for):
    other = build_network(HUE, communes=1)

    assert client_for(other.communes[0]).get(PAGE).status_code == 404
    assert client_for(other.province).get(PAGE).status_code == 404


@pytest.mark.parametrize("path", [LIST, f"{LIST}?linh-vuc=ho-tich&tu-khoa=so", ONLINE])
def test_the_list_costs_the_same_with_forty_and_with_two_thousand(network, client_for, path):
    visitor = client_for(network.communes[0])
    take_over(numbered(40))
    few = uncached_queries(visitor, path)
    take_over(numbered(2000))
    many = uncached_queries(visitor, path)

    assert len(many) == len(few) <= 12
    assert not writes_among(many)


def test_the_page_of_a_procedure_costs_the_same_with_few_and_many_parts(network, client_for):
    visitor = client_for(network.communes[0])
    take_over([BIRTH])
    few = uncached_queries(visitor, PAGE)
    many_parts = "\n".join(f"Giấy tờ {n} | 1 | 0 | Mẫu {n}" for n in range(60))
    basis = "\n".join(f"{n}/2014/QH13 | Luật {n}" for n in range(60))
    take_over([BIRTH | {"Thành phần hồ sơ": many_parts, "Căn cứ pháp lý": basis}])

    assert len(uncached_queries(visitor, PAGE)) == len(few) <= 11


def test_a_procedure_states_the_metadata_of_every_page(visitor, commune):
    page = soup(visitor.get(PAGE))
    found = {meta["name"]: meta["content"] for meta in page.select("meta[name^='DC.']")}
    assert set(found) >= REQUIRED
    assert all(found.values())
    assert found["DC.type"] == "Service"
    assert found["DC.title"] == page.select_one("h1").get_text(strip=True)
    assert found["DC.identifier"] == page.select_one("link[rel=canonical]")["href"]
    assert found["DC.relation"].endswith(LIST)
