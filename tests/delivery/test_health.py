"""A load balancer learns that a process serves requests, whatever host it asks by."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "host", ["tamthanh.langson.localhost", "10.0.0.7:8000", "khongco.localhost", "[::1]", "a b", ""]
)
def test_health_is_answered_for_any_host_without_asking_the_database(host):
    # No access to the database is allowed in this test: a query would fail it.
    answer = Client(HTTP_HOST=host).get("/healthz")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert answer["Content-Type"] == "text/plain"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_health_is_answered_to_a_head_request_without_a_body():
    answer = Client(HTTP_HOST="10.0.0.7").head("/healthz")
    assert (answer.status_code, answer.content) == (200, b"")


def test_health_is_not_redirected_to_https_where_everything_else_is(settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client(HTTP_HOST="tamthanh.langson.localhost")
    assert client.get("/healthz").status_code == 200
    answer = client.get("/gioi-thieu/")
    assert (answer.status_code, answer["Location"]) == (
        301,
        "https://tamthanh.langson.localhost/gioi-thieu/",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz/", "/healthzz", "/a/healthz"])
def test_only_the_address_of_health_itself_is_answered_so(network, client_for, path):
    assert client_for(network.communes[0]).get(path).content != b"ok\n"
