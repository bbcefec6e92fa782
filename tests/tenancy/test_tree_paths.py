"""A subtree is found by the index of the paths, whatever the size of the network."""

import pytest
from django.db import connection
from django.db.models import CharField, F, Value
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Collection, Page, PageLogEntry

from tests.factories import make_article
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

PATHS = st.text("0123456789AZ", min_size=1, max_size=6)


@pytest.mark.parametrize("model", [Page, Collection])
def test_the_database_searches_the_index_instead_of_the_table(model):
    if connection.vendor != "sqlite":
        assert "LIKE" in str(model.objects.filter(path__startswith="0001").query)
        return
    plan = model.objects.filter(path__startswith="00010001").order_by().explain()
    assert "USING" in plan
    assert "path>? AND path<?" in plan


def test_what_refers_to_pages_asks_by_range_too(network):
    article = make_article(TAM_THANH)
    rows = PageLogEntry.objects.filter(page__path__startswith=article.path)
    assert rows.count() == PageLogEntry.objects.filter(page=article).count() > 0
    if connection.vendor == "sqlite":
        assert "LIKE" not in str(rows.query)


@given(st.lists(PATHS, min_size=1, max_size=8, unique=True), PATHS)
def test_the_range_holds_exactly_what_begins_so(paths, prefix):
    found = set()
    for path in paths:
        row = Page.objects.annotate(asked=Value(path, output_field=CharField()))
        field = Page._meta.get_field("path")
        lookup = field.get_lookup("startswith")(Value(path, output_field=CharField()), prefix)
        if row.filter(lookup).exists():
            found.add(path)
    assert found == {path for path in paths if path.startswith(prefix)}


def test_a_prefix_that_a_column_holds_is_compared_row_by_row(network):
    assert Page.objects.filter(path__startswith=F("path")).count() == Page.objects.count()


def test_the_empty_prefix_holds_everything(network):
    assert Page.objects.filter(path__startswith="").count() == Page.objects.count()
