"""What is personal, expired, restricted, unpublished, withdrawn or of a closed site never leaves.

One walk through every output for machines, with marked contents of each of these kinds.
"""

import re

import pytest

from commune_site.open_data.resources import RESOURCES
from portal_network.provisioning.lifecycle import suspend_commune
from tests.commune_site.open_data.conftest import FORBIDDEN
from tests.factories import make_article, section_page
from tests.networks import forget_what_processes_remember

pytestmark = pytest.mark.django_db
OPEN = "DUOCCONGKHAI"


def outputs(site) -> list[str]:
    """Return the addresses of every output of a site that holds contents."""
    news = section_page(site, "news").get_url_parts()[2]
    return [
        *(f"/api/v1/{slug}/?limit=100" for slug in RESOURCES),
        "/oai/?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai/?verb=ListIdentifiers&metadataPrefix=oai_dc",
        "/feed.xml",
        f"{news}feed.xml",
        "/sitemap.xml",
        "/du-lieu-mo/danh-muc.jsonld",
        "/du-lieu-mo/danh-muc.rdf",
    ]


@pytest.fixture
def world(forbidden, commune, neighbour, network):
    """Marked contents that are closed, one that is open, and a neighbour whose site is closed."""
    shown = make_article(commune, title=f"Tin {OPEN}")
    make_article(network.province, title=f"Tin của tỉnh {OPEN}")
    suspend_commune(neighbour, "Kiểm tra")
    forget_what_processes_remember()
    return shown


def test_no_output_holds_what_is_closed(
    world, forbidden, visitor, province_visitor, commune, network, settings
):
    settings.OPEN_DATA_REQUESTS_PER_MINUTE = 10_000
    keys = [page.pk for page in forbidden]
    slugs = [page.slug for page in forbidden]
    for client, site in ((visitor, commune), (province_visitor, network.province)):
        met = 0
        for address in outputs(site):
            response = client.get(address)
            assert response.status_code == 200, address
            text = response.content.decode()
            assert FORBIDDEN not in text, address
            assert not any(f"/{slug}/" in text for slug in slugs), address
            named = {int(key) for key in re.findall(r'"id": (\d+)|oai:[\w.]+:(\d+)', text)
                     for key in key if key}  # fmt: skip
            is_of_pages = "units" not in address and "people" not in address
            assert not (is_of_pages and named & set(keys)), address
            met += OPEN in text
        # Items, news, records and both feeds: the walk looks where contents are.
        assert met >= 5, site


def test_none_of_it_is_found_by_its_key(world, forbidden, visitor, province_visitor, settings):
    settings.OPEN_DATA_REQUESTS_PER_MINUTE = 10_000
    hosts = ((visitor, "tamthanh.langson.localhost"), (province_visitor, "langson.localhost"))
    for client, host in hosts:
        for page in forbidden:
            for slug in ("items", "news", "legal-documents", "disclosures"):
                assert client.get(f"/api/v1/{slug}/{page.pk}/").status_code == 404
            assert client.get(f"/dublin-core/{page.pk}.xml").status_code == 404
            asked = {"verb": "GetRecord", "identifier": f"oai:{host}:{page.pk}",
                     "metadataPrefix": "oai_dc"}  # fmt: skip
            assert b"idDoesNotExist" in client.get("/oai/", asked).content
        assert client.get(f"/api/v1/items/{world.pk}/").status_code == 200


def test_a_closed_site_answers_nothing_at_all(world, neighbour, client_for):
    client = client_for(neighbour)
    for path in ("/api/v1/", "/api/v1/news/", "/oai/?verb=Identify", "/du-lieu-mo/",
                 "/du-lieu-mo/danh-muc.rdf", "/opensearch.xml", "/feed.xml"):  # fmt: skip
        assert client.get(path).status_code == 503, path
