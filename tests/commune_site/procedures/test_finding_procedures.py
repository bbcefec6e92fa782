"""Procedures on the search page of a site."""

import pytest
from bs4 import BeautifulSoup

from tests.commune_site.procedures.conftest import take_over
from tests.commune_site.procedures.procedure_files import BIRTH, numbered
from tests.factories import make_article
from tests.networks import HUE, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
SEARCH = "/tim-kiem/"


def found(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link["href"] for link in page.select(".panel .row__title")]


@pytest.mark.parametrize(
    "query", ["đăng ký khai sinh", "DANG KY KHAI SINH", "1.001193", "giấy khai"]
)
def test_the_search_of_a_site_finds_procedures_with_or_without_marks(
    network, catalogue, client_for, query
):
    response = client_for(network.communes[0]).get(SEARCH, {"q": query})

    assert found(response) == ["/dich-vu-cong/thu-tuc-hanh-chinh/1.001193/"]
    assert "Không tìm thấy" not in response.content.decode()


def test_the_nearer_to_the_head_of_the_name_the_earlier(network, client_for):
    take_over([
        BIRTH | {"Mã thủ tục": "1.000001", "Tên thủ tục": "Cấp bản sao giấy khai sinh"},
        BIRTH | {"Mã thủ tục": "1.000002", "Tên thủ tục": "Khai sinh lưu động"},
        BIRTH | {"Mã thủ tục": "1.000003", "Tên thủ tục": "Khai tử", "Từ khóa": "khai sinh",
                 "Kết quả thực hiện": "Trích lục"},
    ])  # fmt: skip
    hrefs = found(client_for(network.communes[0]).get(SEARCH, {"q": "khai sinh"}))

    assert [href.split("/")[-2] for href in hrefs] == ["1.000002", "1.000001", "1.000003"]


def test_the_best_five_stand_above_the_pages_with_the_way_to_all(network, client_for):
    take_over(numbered(8))
    commune = network.communes[0]
    make_article(commune, title="Bài về thủ tục")
    response = client_for(commune).get(SEARCH, {"q": "thủ tục"})
    page = BeautifulSoup(response.content, "html.parser")

    assert len(found(response)) == 5
    more = page.select_one(".panel > p a")["href"]
    assert (
        len(BeautifulSoup(client_for(commune).get(more).content, "html.parser").select(".row")) == 8
    )
    assert "Bài về thủ tục" in page.select_one(".listing").get_text()


def test_pages_alone_are_found_as_before(network, catalogue, client_for):
    make_article(network.communes[0], title="Chuyển đổi số")
    response = client_for(network.communes[0]).get(SEARCH, {"q": "chuyển đổi số"})

    assert found(response) == [] and "Chuyển đổi số" in response.content.decode()


def test_another_province_finds_nothing_of_it(network, catalogue, client_for):
    other = build_network(HUE, communes=1)

    assert found(client_for(other.communes[0]).get(SEARCH, {"q": "khai sinh"})) == []


def test_two_queries_find_them_however_many_there_are(network, client_for):
    visitor = client_for(network.communes[0])

    def queries() -> int:
        visitor.get(SEARCH, {"q": "thủ tục"})
        with queries_of() as statements:
            visitor.get(SEARCH, {"q": "thủ tục"})
        return len([text for text in statements if "procedures_procedure" in text])

    take_over(numbered(3))
    assert queries() == 2
    take_over(numbered(60))
    assert queries() == 2
