"""Lists read of a page what they show, and nothing that serves its editors alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commune_site.cards import make_cards
from commune_site.models import PortalPage
from portal_network.tenancy.directory import directory
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_a_card_is_made_of_the_columns_that_a_list_reads(commune):
    make_article(commune)
    tenant = directory.commune(commune.code)
    rows = PortalPage.objects.of_tenant(tenant).public_items()
    whole = make_cards(rows, tenant, with_images=True)
    with CaptureQueriesContext(connection) as asked:
        light = make_cards(rows.for_cards(), tenant, with_images=True)
    assert light == whole
    # No picture leads them, so none is asked for.
    assert len(asked) == 1
    assert "search_description" not in asked[0]["sql"]
