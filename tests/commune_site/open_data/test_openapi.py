"""The description of the API is valid, complete, and true of every answer."""

import json

import pytest
from django.urls import reverse

from commune_site.open_data.resources import RESOURCES
from tests.commune_site.open_data.test_api import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def description(visitor) -> dict:
    response = visitor.get(reverse("open-data-openapi"))
    assert response["Content-Type"].startswith("application/vnd.oai.openapi+json")
    return json.loads(response.content)


def test_it_is_valid_openapi_3_1(description):
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(description)
    assert description["openapi"].startswith("3.1")


def test_it_names_every_address_and_nothing_else(description, visitor):
    wanted = {f"/{slug}/" for slug in RESOURCES} | {f"/{slug}/{{id}}/" for slug in RESOURCES}
    assert set(description["paths"]) == wanted
    listed = json.loads(visitor.get("/api/v1/").content)["resources"]
    assert {f"/{row['name']}/" for row in listed} == {f"/{slug}/" for slug in RESOURCES}
    (server,) = description["servers"]
    assert all(row["url"].startswith(f"{server['url']}/") for row in listed)


def test_answers_have_exactly_the_fields_that_it_names(description, visitor, content):
    shapes = description["components"]["schemas"]

    def fields(path: str) -> set[str]:
        answer = description["paths"][path]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]
        if "properties" in schema:
            schema = schema["properties"]["data"]["items"]
        shape = shapes[schema["$ref"].rpartition("/")[2]]
        assert set(shape["required"]) == set(shape["properties"])
        return set(shape["properties"])

    for slug in (*content.pages, "procedures", "units", "people"):
        row = json.loads(visitor.get(f"/api/v1/{slug}/").content)["data"][0]
        assert set(row) == fields(f"/{slug}/"), slug
        whole = json.loads(visitor.get(path_of(row["api_url"])).content)
        assert set(whole) == fields(f"/{slug}/{{id}}/"), slug


def test_parameters_are_those_that_are_taken(description, visitor):
    values = {"limit": "5", "cursor": "", "commune": "05986", "section": "news",
              "published_from": "2026-01-01", "published_until": "2026-12-31"}  # fmt: skip
    for slug in RESOURCES:
        named = [row["name"] for row in description["paths"][f"/{slug}/"]["get"]["parameters"]]
        sent = {name: values[name] for name in named}
        assert visitor.get(f"/api/v1/{slug}/", sent).status_code == 200, slug
        for name in set(values) - set(named):
            answer = visitor.get(f"/api/v1/{slug}/", {name: values[name]})
            assert answer.status_code == 400, (slug, name)
