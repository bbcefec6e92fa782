"""Indexing a change costs the same however large the index is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from search.backends.database import ORDINARY_TITLE_LENGTH
from tests.factories import make_article
from tests.networks import build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune_code():
    """The code of a commune of a small network."""
    return build_network(province="20", communes=1).communes[0].code


def entry_of(page):
    """Return the index entry of a page."""
    return IndexEntry.objects.get(content_type=page.content_type, object_id=str(page.pk))


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
