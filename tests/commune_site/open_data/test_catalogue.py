"""The catalogue of datasets says the same twice; the page tells people; browsers can search."""

import json

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from commune_site.open_data.resources import RESOURCES
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
RESOURCE = f"{{{NAMESPACES['rdf']}}}resource"


def test_both_forms_name_the_same_datasets_with_licence_and_address(visitor, settings):
    settings.OPEN_DATA_LICENCE_URL = "https://vidu.invalid/giay-phep"
    told = json.loads(visitor.get("/du-lieu-mo/danh-muc.jsonld").content)
    root = etree.fromstring(visitor.get("/du-lieu-mo/danh-muc.rdf").content)
    assert told["@type"] == "dcat:Catalog" and len(told["dcat:dataset"]) == len(RESOURCES)
    written = root.findall(".//dcat:Dataset", NAMESPACES)
    assert len(written) == len(RESOURCES)
    for entry, element in zip(told["dcat:dataset"], written, strict=True):
        assert entry["dct:title"] == element.findtext("dct:title", namespaces=NAMESPACES)
        assert entry["dct:description"] and entry["dct:publisher"]["@id"].endswith("#co-quan")
        distribution = entry["dcat:distribution"]
        address = distribution["dcat:accessURL"]["@id"]
        shown = element.find(".//dcat:accessURL", NAMESPACES).get(RESOURCE)
        assert address == shown
        assert visitor.get(address.split(".localhost", 1)[1]).status_code == 200
        assert distribution["dct:license"]["@id"] == settings.OPEN_DATA_LICENCE_URL


def test_the_catalogue_costs_no_query_on_the_portal_of_a_province(province_visitor):
    province_visitor.get("/du-lieu-mo/danh-muc.rdf")
    with queries_of() as statements:
        for path in ("/du-lieu-mo/danh-muc.rdf", "/du-lieu-mo/danh-muc.jsonld",
                     "/api/v1/", "/api/v1/openapi.json", "/opensearch.xml"):  # fmt: skip
            assert province_visitor.get(path).status_code == 200
    assert not [text for text in statements if "directory_version" not in text]


def test_the_page_leads_to_everything_and_to_no_other_host_for_its_parts(visitor):
    response = visitor.get("/du-lieu-mo/")
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.h1.get_text() == "Dữ liệu mở"
    own = {tag["href"] for tag in soup.select("main a[href]")}
    for slug in RESOURCES:
        assert f"/api/v1/{slug}/" in own
    for address in own:
        if ".localhost" in address or address.startswith("/"):
            path = address.split(".localhost", 1)[-1]
            assert visitor.get(path).status_code == 200, address
    assert not [tag for tag in soup.select("script[src], link[rel=stylesheet], img")
                if (tag.get("src") or tag.get("href")).startswith("http")]  # fmt: skip


def test_every_page_tells_browsers_how_to_search_and_people_where_data_is_open(visitor):
    soup = BeautifulSoup(visitor.get("/").content, "html.parser")
    found = soup.find("link", rel="search")
    root = etree.fromstring(visitor.get(found["href"]).content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(root.findtext(f"{space}ShortName")) <= 16
    template = root.find(f"{space}Url[@type='text/html']").get("template")
    assert template == "http://tamthanh.langson.localhost/tim-kiem/?q={searchTerms}"
    path = template.split(".localhost", 1)[1].replace("{searchTerms}", "khai+sinh")
    assert visitor.get(path).status_code == 200
    assert soup.select('footer a[href="/du-lieu-mo/"]')
