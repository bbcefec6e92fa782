"""Indexing a change, and a search by staff, cost the same however large the network is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import Phrase, PlainText

from commune_site.models import ArticlePage, PortalImage, PortalPage
from portal_network.tenancy.isolation.reach import Reach
from portal_network.tenancy.scoping import within_reach
from search.backends.database import ORDINARY_TITLE_LENGTH, pages_by_title
from search.models import SearchEntry
from tests.factories import make_article, make_image
from tests.networks import build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune_code():
    """The code of a commune of a small network."""
    return build_network(province="20", communes=1).communes[0].code


def entry_of(page):
    """Return the index entry of a page."""
    return IndexEntry.objects.get(content_type=page.content_type, object_id=str(page.pk))


def test_pages_are_kept_by_the_room_of_search_and_not_once_more(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        code = build_network(province="20", communes=1).communes[0].code
        page = make_article(code, title="Lịch tiếp dân tháng tám")
        image = make_image(code)
    entries = IndexEntry.objects.values_list("content_type__model", flat=True).distinct()
    assert set(entries) == {image._meta.model_name}
    assert SearchEntry.everywhere.filter(object_id=page.pk, source="page").exists()
    assert titles(Page.objects.filter(depth__gt=1).autocomplete("tiep dan thang tam")) == [
        page.title
    ]


def test_a_title_weighs_by_its_own_length(commune_code):
    page = make_article(commune_code, "news", title="Mười chữ đ")
    get_search_backend().add(page)
    assert entry_of(page).title_norm == pytest.approx(ORDINARY_TITLE_LENGTH / len(page.title))


def test_a_rebuilt_index_weighs_as_a_growing_one_does(commune_code):
    page = make_article(commune_code, "news", title="Một tiêu đề dài vừa phải của bản tin")
    backend = get_search_backend()
    backend.add(page)
    grown = entry_of(page).title_norm
    IndexEntry.objects.update(title_norm=1.0)
    backend.get_index_for_model(type(page))._refresh_title_norms(full=True)
    assert entry_of(page).title_norm == pytest.approx(grown)


def test_indexing_a_page_reads_no_mean_over_all_entries(commune_code):
    page = make_article(commune_code, "news")
    with CaptureQueriesContext(connection) as queries:
        get_search_backend().add(page)
    statements = [query["sql"] for query in queries]
    assert statements
    assert not [sql for sql in statements if "AVG(" in sql]
    touched = [sql for sql in statements if sql.startswith("UPDATE")]
    assert all('"object_id"' in sql for sql in touched)


def titles(found):
    """Return the titles of found pages in their order."""
    return [page.title for page in found]


@pytest.mark.parametrize(
    "query",
    ["lịch tiếp dân", "LICH TIEP", "tiep dan lich", "thang 12", "“lịch” tiếp"],
)
@pytest.mark.parametrize("model", [Page, PortalPage, ArticlePage])
def test_staff_find_pages_by_the_words_of_their_titles_with_or_without_marks(
    commune_code, query, model
):
    make_article(commune_code, title="Lịch tiếp dân tháng 12")
    make_article(commune_code, title="Lịch cắt điện")
    found = model.objects.filter(depth__gt=1).autocomplete(query)
    assert titles(found) == ["Lịch tiếp dân tháng 12"]


@pytest.mark.parametrize("query", ["", "  ", '"', "%", "'; --", "\x00"])
def test_a_query_without_a_word_finds_nothing(commune_code, query):
    make_article(commune_code, title="Lịch tiếp dân 100% đúng_hẹn")
    assert titles(Page.objects.all().autocomplete(query)) == []


def test_what_staff_seek_is_compared_within_the_pages_they_may_see(commune_code):
    page = make_article(commune_code, title="Lịch tiếp dân")
    own = Page.objects.filter(path__startswith=page.path)
    sql = str(own.autocomplete("lich").get_queryset().query)
    assert "indexentry" not in sql
    assert titles(own.autocomplete("lich")) == ["Lịch tiếp dân"]


def test_what_staff_seek_is_asked_of_the_places_that_they_look_after(commune_code):
    own = make_article(commune_code, title="Hội thi bơi chải")
    elsewhere = build_network("46", communes=1).communes[0].code
    make_article(elsewhere, title="Hội thi bơi chải")
    by_place = {
        Reach(provinces=frozenset({"20"})): "province_id",
        Reach(communes=frozenset({commune_code})): "commune_id",
    }
    for reach, column in by_place.items():
        with scopes_disabled(), within_reach(reach):
            for pages in (Page.objects.all(), PortalPage.everywhere.all()):
                found = pages_by_title(pages, "boi chai")
                assert [page.pk for page in found] == [own.pk]
                # Without it PostgreSQL reads the titles of the whole network.
                assert f'"{column}" IN' in str(found.query)


def test_an_order_that_was_asked_for_stays(commune_code):
    for title in ("Lịch ba", "Lịch hai", "Lịch một"):
        make_article(commune_code, title=title)
    found = ArticlePage.objects.order_by("title")
    assert titles(found.autocomplete("lich", order_by_relevance=False)) == [
        "Lịch ba", "Lịch hai", "Lịch một",
    ]  # fmt: skip


def test_pictures_are_sought_in_the_index_as_ever(commune_code):
    image = make_image(commune_code, title="Đình làng")
    get_search_backend().add(image)
    assert list(PortalImage.objects.all().autocomplete("Đình")) == [image]


def test_phrases_and_alternatives_of_a_search_form_are_words_like_others(commune_code):
    make_article(commune_code, title="Lịch tiếp dân")
    query = Phrase("tiếp dân") & PlainText("lịch")
    assert titles(ArticlePage.objects.all().autocomplete(query)) == ["Lịch tiếp dân"]
    assert titles(ArticlePage.objects.all().autocomplete(query & PlainText("điện"))) == []
