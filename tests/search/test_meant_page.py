"""The page answers what was meant, says so, and leads on where nothing is found."""

from urllib.parse import quote

import pytest

from search import query_log
from search.vocabulary import make_vocabulary
from tests.factories import make_article
from tests.pages_as_seen import links_of, main_text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(network):
    commune = network.communes[0]
    for number in range(2):
        make_article(commune, title=f"Lịch cắt điện tuần {number}")
    make_vocabulary("20")
    return commune


@pytest.fixture
def visitor(client_for, commune):
    return client_for(commune)


def test_an_error_of_typing_is_answered_and_said(visitor):
    response = visitor.get("/tim-kiem/", {"q": "lich cat dein"})
    text = main_text_of(response)
    assert "Không có nội dung nào chứa đủ các từ “lich cat dein”" in text
    assert "lịch cắt điện" in text
    assert [hit.title for hit in response.context["pager"].items]
    literally = "/tim-kiem/?q=lich+cat+dein&dung=1"
    assert literally in links_of(response)
    response = visitor.get(literally)
    assert response.context["corrected"] == ""
    assert "lịch cắt điện" not in main_text_of(response)


def test_what_is_right_is_answered_as_typed(visitor):
    response = visitor.get("/tim-kiem/", {"q": "lich cat dien"})
    assert response.context["corrected"] == ""
    assert response.context["answered"] == "lich cat dien"


def test_tabs_and_filters_keep_to_what_was_answered(visitor):
    response = visitor.get("/tim-kiem/", {"q": "lich cat dein"})
    tabs = [tab.url for tab in response.context["tabs"]]
    assert tabs and all("l%E1%BB%8Bch" in url for url in tabs)


def test_where_nothing_is_found_near_terms_and_the_authority_are_offered(visitor):
    response = visitor.get("/tim-kiem/", {"q": "dienj", "dung": "1"})
    assert response.context["results"].total == 0
    nearby = response.context["nearby"]
    assert nearby and all("điện" in term.split() for term in nearby)
    first = f"/tim-kiem/?q={quote(nearby[0])}&pham-vi=tinh"
    assert first in links_of(response)
    assert visitor.get(first).context["results"].total
    response = visitor.get("/tim-kiem/", {"q": "qzqzqz"})
    assert response.context["nearby"] == []
    assert "/hoi-dap/gui-cau-hoi/" in links_of(response)


def test_first_pages_without_filters_are_counted(visitor, commune):
    query_log.gathering.take()
    for parameters in (
        {"q": "lịch cắt điện"}, {"q": "lịch cắt điện", "pham-vi": "tinh"},
        {"q": "lich cat dein"}, {"q": "lịch cắt điện", "nam": "2026"},
        {"q": "qzqzqz"}, {"q": "x" * 300}, {"q": ""},
    ):  # fmt: skip
        visitor.get("/tim-kiem/", parameters)
    rows = {row[3]: row[4:] for row in query_log.gathering.take()}
    assert rows == {"lịch cắt điện": (3, 0), "qzqzqz": (1, 1)}
