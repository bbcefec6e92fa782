"""A search server is named as Wagtail names one, and never in an unsafe way."""

import json
from base64 import b64decode

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal_network.settings.search_engine import DEFAULT_TIMEOUT, read_search_engine

SERVER = {"BACKEND": "wagtail.search.backends.elasticsearch9", "URLS": ["https://tim.vidu:9200"]}
SECRET = "mat-khau-dai"


def read(**changes):
    """Return what is read of a sound server with these changes."""
    return read_search_engine(json.dumps({"default": SERVER | changes}))


@pytest.mark.parametrize(
    "text", ["", "  ", '{"default": {"BACKEND": "wagtail.search.backends.database"}}']
)
def test_without_a_server_the_database_is_asked(text):
    assert read_search_engine(text) is None


@pytest.mark.parametrize("name", ["elasticsearch8", "elasticsearch9", "opensearch2", "opensearch3"])
def test_each_kind_of_server_is_known_by_its_short_and_its_long_name(name):
    for backend in (name, f"wagtail.search.backends.{name}", f"modelsearch.backends.{name}"):
        engine = read(BACKEND=backend)
        assert (engine.kind, engine.urls) == (name, ("https://tim.vidu:9200",))
        assert (engine.prefix, engine.timeout) == ("portal", DEFAULT_TIMEOUT)


def test_passwords_and_keys_travel_in_a_header():
    header = read(OPTIONS={"basic_auth": ["cổng", SECRET]}).authorization
    assert b64decode(header.removeprefix("Basic ")).decode() == f"cổng:{SECRET}"
    assert read(OPTIONS={"api_key": "khoa=="}).authorization == "ApiKey khoa=="


@pytest.mark.parametrize(
    "url",
    ["http://localhost:9200", "http://127.0.0.1:9200", "http://[::1]:1", "http://search:9200"],
)
def test_this_machine_and_a_neighbouring_container_may_be_asked_unencrypted(url):
    assert read(URLS=[f"{url}/"]).urls == (url,)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"BACKEND": "solr"}, "none of"),
        ({"URLS": []}, "list of addresses"),
        ({"URLS": "https://tim.vidu"}, "list of addresses"),
        ({"URLS": ["http://tim.vidu:9200"]}, "unencrypted"),
        ({"URLS": ["http://10.0.0.5:9200"]}, "unencrypted"),
        ({"URLS": ["http://[2001:db8::5]:9200"]}, "unencrypted"),
        ({"URLS": [f"https://cong:{SECRET}@tim.vidu"]}, "OPTIONS"),
        ({"URLS": ["ftp://tim.vidu"]}, "not like"),
        ({"URLS": ["https://[tim"]}, "cannot be read"),
        ({"URLS": ["https://tim.vidu?q=1"]}, "not like"),
        ({"INDEX_PREFIX": "Cổng"}, "INDEX_PREFIX"),
        ({"INDEX_PREFIX": "*"}, "INDEX_PREFIX"),
        ({"TIMEOUT": 60}, "TIMEOUT"),
        ({"TIMEOUT": 0}, "TIMEOUT"),
        ({"TIMEOUT": True}, "TIMEOUT"),
        ({"OPTIONS": {"verify_certs": False}}, "OPTIONS"),
        ({"OPTIONS": {"ca_certs": "/khong/co"}}, "ca_certs"),
        ({"OPTIONS": {"basic_auth": SECRET}}, "basic_auth"),
        ({"OPTIONS": {"basic_auth": ["a", SECRET], "api_key": "k"}}, "exclude"),
        ({"OPTIONS": {"api_key": "a\nHost: b"}}, "api_key"),
        ({"AUTO_UPDATE": False}, "nobody knows"),
    ],
)
def test_what_is_unsafe_or_unknown_stops_the_portal_without_naming_secrets(changes, why):
    with pytest.raises(ImproperlyConfigured, match="WAGTAILSEARCH_BACKENDS") as stopped:
        read(**changes)
    assert why in str(stopped.value)
    assert SECRET not in str(stopped.value)


@pytest.mark.parametrize("text", ["{", "[]", "5", '{"default": 5}', '{"default": {}}', '"x"'])
def test_what_is_no_setting_stops_the_portal(text):
    with pytest.raises(ImproperlyConfigured, match="WAGTAILSEARCH_BACKENDS"):
        read_search_engine(text)


def test_a_second_backend_stops_the_portal():
    with pytest.raises(ImproperlyConfigured, match="more than"):
        read_search_engine(json.dumps({"default": SERVER, "other": SERVER}))
