"""Operators in a session can open every screen of the administration, on every kind of site."""

import pytest
from django.urls import reverse

from portal_network.tenancy.isolation.addresses import admin_addresses
from tests.networks import build_network

pytestmark = pytest.mark.django_db
# It exists to fail.
ON_PURPOSE = {"wagtailadmin_error_test"}


@pytest.mark.parametrize("kind", ["commune", "province"])
def test_no_screen_breaks_for_an_operator(network, operator_client, kind):
    site = network.communes[0] if kind == "commune" else network.province
    client = operator_client(site)
    client.raise_request_exception = False
    asked = {
        reverse(address.name)
        for address in admin_addresses()
        if address.name and not address.converters and address.name not in ON_PURPOSE
    }
    broken = {path for path in sorted(asked) if client.get(path).status_code >= 500}
    assert len(asked) > 100
    assert not broken


@pytest.mark.parametrize(
    "screen", ["images/", "images/add/", "images/chooser/", "documents/", "documents/chooser/"]
)
def test_collections_of_the_site_at_hand_are_offered_and_none_of_elsewhere(
    network, operator_client, screen
):
    elsewhere = build_network("46").communes
    own, neighbour = network.communes

    def offered(site) -> str:
        shown = operator_client(site).get(f"/quan-tri/{screen}").content.decode()
        # Choosers answer in JSON.
        return shown.replace('\\"', '"')

    of_province = offered(network.province)
    assert f'value="{own.collection_id}"' in of_province
    assert not any(f'value="{one.collection_id}"' in of_province for one in elsewhere)
    assert f'value="{neighbour.collection_id}"' not in offered(own)
