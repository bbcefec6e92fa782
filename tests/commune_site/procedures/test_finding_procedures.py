"""Procedures on the search page of a site."""

import pytest
from bs4 import BeautifulSoup

from commune_site.procedures.finding import find_anew
from commune_site.procedures.models import Procedure
from tests.commune_site.procedures.conftest import take_over
from tests.commune_site.procedures.procedure_files import BIRTH, MARRIAGE, numbered
from tests.factories import make_article
from tests.networks import HUE, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
SEARCH = "/tim-kiem/"


def found(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link["href"] for link in page.select(".found .card__title a")]


@pytest.mark.parametrize(
    "query", ["đăng ký khai sinh", "DANG KY KHAI SINH", "1.001193", "giấy khai sinh"]
)
def test_the_search_of_a_site_finds_procedures_with_or_without_marks(
    network, catalogue, client_for, query
):
    response = client_for(network.communes[0]).get(SEARCH, {"q": query})

    assert found(response)[0] == "/dich-vu-cong/thu-tuc-hanh-chinh/1.001193/"
    assert "Không tìm thấy" not in response.content.decode()


def test_a_procedure_stands_once_in_the_province_and_leads_to_the_readers_own_site(
    network, catalogue, client_for
):
    for place in (network.communes[1], network.province):
        hrefs = found(client_for(place).get(SEARCH, {"q": "1.001193", "pham-vi": "tinh"}))
        assert [href for href in hrefs if "1.001193" in href] == [
            "/dich-vu-cong/thu-tuc-hanh-chinh/1.001193/"
        ]


def test_the_name_tells_more_than_what_a_procedure_results_in(network, client_for):
    take_over([
        BIRTH | {"Mã thủ tục": "1.000001", "Tên thủ tục": "Cấp bản sao giấy khai sinh"},
        BIRTH | {"Mã thủ tục": "1.000002", "Tên thủ tục": "Khai sinh lưu động"},
        BIRTH | {"Mã thủ tục": "1.000003", "Tên thủ tục": "Khai tử", "Từ khóa": "khai sinh",
                 "Kết quả thực hiện": "Trích lục"},
    ])  # fmt: skip
    hrefs = found(client_for(network.communes[0]).get(SEARCH, {"q": "khai sinh"}))
    codes = [href.split("/")[-2] for href in hrefs]

    assert set(codes[:2]) == {"1.000001", "1.000002"}
    assert "1.000003" in codes[2:]


def test_procedures_have_a_tab_of_their_own(network, client_for):
    take_over(numbered(8))
    commune = network.communes[0]
    make_article(commune, title="Bài về thủ tục")
    response = client_for(commune).get(SEARCH, {"q": "thủ tục", "loai": "thu-tuc"})

    assert len(found(response)) == 8
    assert all("/thu-tuc-hanh-chinh/" in href for href in found(response))
    tabs = {tab.label: tab.count for tab in response.context["tabs"]}
    assert (tabs["Thủ tục"], tabs["Tin, bài"]) == (8, 1)


def test_what_is_withdrawn_or_decided_elsewhere_is_not_found(network, catalogue, client_for):
    Procedure.everywhere.filter(code="1.001193").update(at_commune=False)
    find_anew(Procedure.everywhere.values_list("pk", flat=True))
    address = "/dich-vu-cong/thu-tuc-hanh-chinh/1.001193/"
    assert address not in found(client_for(network.communes[0]).get(SEARCH, {"q": "1.001193"}))
    assert address in found(client_for(network.province).get(SEARCH, {"q": "1.001193"}))
    take_over([MARRIAGE], is_whole=True)
    assert address not in found(client_for(network.province).get(SEARCH, {"q": "1.001193"}))


def test_another_province_finds_nothing_of_it(network, catalogue, client_for):
    other = build_network(HUE, communes=1)

    hrefs = found(client_for(other.communes[0]).get(SEARCH, {"q": "khai sinh"}))
    assert not [href for href in hrefs if "1.001193" in href]


def test_the_catalogue_is_not_asked_however_many_are_found(network, client_for):
    take_over(numbered(60))
    visitor = client_for(network.communes[0])
    visitor.get(SEARCH, {"q": "thủ tục"})
    with queries_of() as statements:
        visitor.get(SEARCH, {"q": "thủ tục"})
    assert not [text for text in statements if "procedures_procedure" in text]
