"""What every request asks of the table of all pages is answered by an index, not by reading it."""

import pytest
from django.db import connection
from wagtail.models import Page

from commune_site.models import PortalPage
from tests.networks import TAM_THANH, Network

pytestmark = pytest.mark.django_db


def test_a_page_is_found_by_the_index_of_addresses(network: Network):
    home = PortalPage.objects.get(pk=network.communes[0].root_page_id)
    if connection.vendor == "postgresql":
        # As if the table were large.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    for rows in (
        Page.objects.filter(url_path=home.url_path),
        PortalPage.objects.live().filter(url_path=home.url_path).order_by("pk"),
    ):
        assert "page_by_address" in rows.explain()
        assert rows.get().pk == home.pk


def test_an_address_longer_than_a_tree_can_hold_is_kept_and_found(network: Network):
    page = PortalPage.objects.get(section="contacts", commune_id=TAM_THANH)
    long = "/" + "/".join(f"{number:0200d}" for number in range(40)) + "/"
    Page.objects.filter(pk=page.pk).update(url_path=long)
    assert Page.objects.get(url_path=long).pk == page.pk


def test_what_stands_at_the_top_of_the_tree_has_an_index_of_its_own(db):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Page._meta.db_table)
    assert {"page_by_address", "page_at_the_top"} <= set(found)
    assert found["page_at_the_top"]["columns"] == ["path"]


def test_whether_a_page_is_restricted_is_asked_of_the_few_restrictions(network: Network):
    """Not of all pages for each of them: a site of 100,000 would never answer."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What is known of a young portal still counts when its pages have become many.
            cursor.execute("ANALYZE")
        plan = PortalPage.everywhere.open_to_all().explain()
        inner = plan.partition("CORRELATED")[2]
        assert "SCAN" in inner
        assert all("pageviewrestriction" in line for line in inner.splitlines() if "SCAN" in line)
