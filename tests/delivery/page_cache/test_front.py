"""Kept pages are handed out in front of Django, as Django would hand them out."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.urls import set_script_prefix

from portal_network.delivery.page_cache.front import KeptPages, scheme_of
from portal_network.tenancy.directory import directory
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]

TAM_THANH = "05986"
OWN = {"X-Request-ID"}


class Visitor:
    """Asks the portal as a server does that speaks WSGI; counts what reaches Django."""

    def __init__(self, host):
        self.host, self.reached = host, 0
        self.portal = KeptPages(self._django)
        self.handler = WSGIHandler()

    def _django(self, environ, start_response):
        self.reached += 1
        return self.handler(environ, start_response)

    def ask(self, path="/", *, method="GET", query="", **headers):
        """Return status, headers and body."""
        told = []
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host, "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(), "REMOTE_ADDR": "127.0.0.1", **headers,
        }  # fmt: skip
        answer = self.portal(environ, lambda status, headers: told.append((status, headers)))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        # Django leaves to the next request what it was told by the last.
        set_script_prefix("/")
        (status, headers) = told[0]
        return status, dict(headers), body


@pytest.fixture
def visitor(network):
    """A visitor of phường Tam Thanh in front of the portal."""
    return Visitor(directory.commune(network.communes[0].code).host)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("accepted", ["gzip, deflate, br", "gzip", ""])
def test_a_kept_page_is_the_same_in_front_of_django_and_from_it(visitor, method, accepted):
    path = make_article(TAM_THANH).get_url_parts()[2]
    assert visitor.ask(path)[0] == "200 OK"
    asked = {"method": method, "HTTP_ACCEPT_ENCODING": accepted}
    reached = visitor.reached
    status, headers, body = visitor.ask(path, **asked)
    assert (visitor.reached, status) == (reached, "200 OK")
    visitor.portal = visitor._django
    status, made, made_body = visitor.ask(path, **asked)
    assert (status, body) == ("200 OK", made_body)
    assert {k: v for k, v in headers.items() if k not in OWN} == {
        k: v for k, v in made.items() if k not in OWN
    }
    assert len(headers["X-Request-ID"]) == 16


def test_a_hit_asks_no_database_and_makes_no_request_of_djangos(
    visitor, django_assert_num_queries, outcomes
):
    visitor.ask()
    outcomes()
    begun = []

    def begin(**kwargs):
        begun.append(kwargs)

    request_started.connect(begin)
    try:
        with django_assert_num_queries(0):
            visitor.ask()
    finally:
        request_started.disconnect(begin)
    assert (begun, outcomes()) == ([], {"hit": 1})


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "POST"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; sessionid =abc"},
        {"HTTP_AUTHORIZATION": "Basic eDp4"},
        {"HTTP_IF_NONE_MATCH": '"x"'},
        {"HTTP_IF_MATCH": '"x"'},
        {"query": "trang=2&trang=3"},
        {"HTTP_HOST": "khac.vidu.invalid"},
        {"HTTP_HOST": "a b"},
        {"path": "/quan-tri/"},
        {"path": "/healthz"},
        {"path": "/khong\xff/"},
        {"SCRIPT_NAME": "/goc"},
    ],
    ids=str,
)
def test_whatever_is_no_plain_hit_is_djangos(visitor, sent):
    visitor.ask()
    visitor.ask(**sent)
    assert visitor.reached == 2


def test_what_a_visitor_sends_beside_reaches_no_kept_page(visitor):
    visitor.ask()
    _status, headers, body = visitor.ask(query="utm_source=x", HTTP_X_REQUEST_ID="abcdef0123456789")
    assert visitor.reached == 1
    assert headers["X-Request-ID"] == "abcdef0123456789"
    assert b"utm_source" not in body


def test_when_the_sites_must_be_read_again_django_does_it(visitor, settings):
    visitor.ask()
    directory.forget()
    visitor.ask()
    assert visitor.reached == 2
    visitor.ask()
    assert visitor.reached == 2
    settings.ALERTS_MAX_AGE = 0
    visitor.ask()
    assert visitor.reached == 3


def test_off_means_off(visitor, settings):
    settings.PAGE_CACHE = "off"
    for turn in (1, 2):
        visitor.ask()
        assert visitor.reached == turn


@pytest.mark.parametrize(
    ("trusted", "given", "scheme"),
    [
        (None, None, "http"),
        (None, "https", "http"),
        (("HTTP_X_FORWARDED_PROTO", "https"), None, "http"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "https", "https"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "https, http", "https"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "http", "http"),
    ],
)
def test_the_scheme_is_told_as_django_tells_it(settings, rf, trusted, given, scheme):
    settings.SECURE_PROXY_SSL_HEADER = trusted
    headers = {"HTTP_X_FORWARDED_PROTO": given} if given else {}
    request = rf.get("/", **headers)
    assert scheme_of(request.META) == request.scheme == scheme


def test_the_server_starts_with_kept_pages_in_front(settings):
    from django.utils.module_loading import import_string

    assert isinstance(import_string(settings.WSGI_APPLICATION), KeptPages)
