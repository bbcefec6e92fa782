"""Public pages are made once and handed out to all; what belongs to one visitor is not kept."""

import gzip
from datetime import timedelta

import brotli
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.http import http_date

from portal_network.delivery.page_cache import caches, entries, fitness, middleware, moments
from portal_network.delivery.page_cache.marks import may_be_kept
from portal_network.tenancy.models import Role
from tests.factories import make_article, make_user, section_page

pytestmark = pytest.mark.django_db

PATHS = ["/", "/so-do-trang/", "/sitemap.xml", "/robots.txt", "/feed.xml", "/canh-bao/"]


def headers_of(answer, without=frozenset()) -> dict[str, str]:
    """Return the headers of an answer but for the name that each request has."""
    return {k: v for k, v in answer.items() if k not in {"X-Request-ID", *without}}


@pytest.mark.parametrize("kept", ["process", "shared"], indirect=True)
def test_a_kept_page_costs_no_query(kept, visitor, django_assert_num_queries, outcomes):
    article = make_article("05986")
    paths = [*PATHS, article.get_url_parts()[2], section_page("05986", "news").get_url_parts()[2]]
    first = {path: visitor.get(path) for path in paths}
    assert {answer.status_code for answer in first.values()} == {200}
    assert outcomes() == {"miss": len(paths)}
    with django_assert_num_queries(0):
        second = {path: visitor.get(path) for path in paths}
    assert outcomes() == {"hit": len(paths)}
    for path in paths:
        assert first[path].content == second[path].content, path
        assert headers_of(first[path]) == headers_of(second[path]), path


def test_what_is_kept_is_what_the_view_makes(kept, visitor, settings):
    path = make_article("05986").get_url_parts()[2]
    answers = {path: visitor.get(path) for path in [*PATHS, path]}
    settings.PAGE_CACHE = "off"
    for path, answer in answers.items():
        made = visitor.get(path)
        assert made.content == answer.content, path
        missing = set(made.headers) - set(answer.headers)
        assert not missing, path
        own = {"Cache-Control", "Vary", "ETag", "Content-Length"}
        assert headers_of(answer, without=own) == headers_of(made, without=own)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0,gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("GZIP ; q=1", "gzip"),
        ("br;q=nonsense, gzip", "gzip"),
        ("identity", ""),
    ],
)
def test_the_encoding_is_one_that_the_visitor_accepts(accepted, encoding):
    assert entries.accepted_encoding(accepted) == encoding


def test_a_page_has_a_strong_validator_for_each_encoding_and_wrong_ones_get_the_page(kept, visitor):
    plain = visitor.get("/").content
    unpackers = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
    tags = set()
    for encoding, unpack in unpackers.items():
        answer = visitor.get("/", HTTP_ACCEPT_ENCODING=encoding)
        assert unpack(answer.content) == plain
        assert answer.get("Content-Encoding", "") == encoding
        assert answer["Content-Length"] == str(len(answer.content))
        assert "Accept-Encoding" in answer["Vary"]
        tags.add(tag := answer["ETag"])
        for sent in (tag, f"W/{tag}", f'"khac", {tag}', "*"):
            known = visitor.get("/", HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=sent)
            assert (known.status_code, known.content, known["ETag"]) == (304, b"", tag)
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    for headers in WRONG:
        answer = visitor.get("/", **headers)
        assert (answer.status_code, answer.content) == (200, plain), headers
    assert visitor.get("/", HTTP_IF_MATCH='"sai"').status_code == 412


WRONG = [
    {"HTTP_IF_NONE_MATCH": '"sai"'},
    {"HTTP_IF_NONE_MATCH": "no quotes at all \x7f"},
    {"HTTP_IF_MODIFIED_SINCE": http_date(4_000_000_000)},
    {"HTTP_IF_MODIFIED_SINCE": "hôm qua"},
    {"HTTP_RANGE": "bytes=0-9"},
    {"HTTP_RANGE": "bytes=9-1,-0,x"},
    {"HTTP_RANGE": "bytes=0-9", "HTTP_IF_RANGE": '"sai"'},
]


def test_the_first_request_may_ask_in_any_way_without_spoiling_the_page(kept, visitor, outcomes):
    first = visitor.head(
        "/", HTTP_RANGE="bytes=0-1", HTTP_IF_NONE_MATCH='"x"', HTTP_ACCEPT_ENCODING="gzip"
    )
    assert (first.status_code, first.content) == (200, b"")
    page = visitor.get("/")
    assert outcomes() == {"miss": 1, "hit": 1}
    assert page.content.rstrip().endswith(b"</html>")
    again = visitor.head("/", HTTP_ACCEPT_ENCODING="gzip")
    whole = visitor.get("/", HTTP_ACCEPT_ENCODING="gzip")
    assert (again.content, again["Content-Length"]) == (b"", whole["Content-Length"])
    assert again["ETag"] == whole["ETag"]


def test_staff_get_their_own_page_and_leave_none_behind(kept, network, client_for, visitor):
    empty = section_page("05986", "news").get_url_parts()[2]
    staff = client_for(network.communes[0], make_user(Role.EDITOR, network.communes[0]))
    assert staff.get(empty).status_code == 200
    # An empty section is nothing for the public.
    assert visitor.get(empty).status_code == 404
    visitor.get("/")
    answer = staff.get("/")
    assert "ETag" not in answer
    assert answer.content != visitor.get("/").content


def test_forms_and_searches_are_never_kept(kept, visitor, outcomes):
    for path in ("/tim-kiem/?q=a", "/danh-gia/", "/tra-cuu-ho-so/", "/quan-tri/login/"):
        for _again in range(2):
            assert "ETag" not in visitor.get(path), path
    forms = [visitor.get("/hoi-dap/gui-cau-hoi/").content for _again in range(2)]
    assert b'name="ticket"' in forms[0]
    assert forms[0] != forms[1]
    assert "hit" not in outcomes()


def test_what_names_people_is_made_anew_each_time(kept, visitor, outcomes):
    path = make_article("05986", names_people=True).get_url_parts()[2]
    assert [visitor.get(path).status_code for _again in range(2)] == [200, 200]
    assert "hit" not in outcomes()


def view_with(**spoiled):
    """Return a view whose answer is marked though it holds what belongs to one visitor."""

    def view(request):
        for name, value in spoiled.get("meta", {}).items():
            request.META[name] = value
        response = HttpResponse(spoiled.get("content", "Xin chào"))
        for name, value in spoiled.get("headers", {}).items():
            response[name] = value
        if "cookie" in spoiled:
            response.set_cookie(spoiled["cookie"], "1")
        return may_be_kept(response)

    return view


SPOILED = {
    "cookie": {"cookie": "theo-doi"},
    "token": {"meta": {"CSRF_COOKIE_NEEDS_UPDATE": True}},
    "form": {"content": '<input type="hidden" name="csrfmiddlewaretoken" value="abc">'},
    "ticket": {"content": "<input name=ticket value=1>"},
    "private": {"headers": {"Cache-Control": "private, max-age=3"}},
    "language": {"headers": {"Vary": "Accept-Encoding, Accept-Language"}},
}


def judged(**spoiled):
    """Return what the cache answers for a view of that kind."""
    request = RequestFactory().get("/", HTTP_HOST="tamthanh.langson.localhost")
    return middleware.PageCacheMiddleware(view_with(**spoiled))(request)


def test_the_run_of_the_tests_fails_on_a_marked_answer_of_one_visitor(network, settings):
    assert settings.PAGE_CACHE_STRICT
    for spoiled in SPOILED.values():
        with pytest.raises(fitness.UnfitToKeep):
            judged(**spoiled)
    assert judged().content == "Xin chào".encode()
    settings.PAGE_CACHE, settings.PAGE_CACHE_STRICT = "process", False
    for spoiled in SPOILED.values():
        for _again in range(2):
            assert "ETag" not in judged(**spoiled)
        caches.forget_all()
    assert "ETag" in judged()


def test_a_page_ends_with_its_lifetime_with_the_day_and_when_it_says_so(
    kept, settings, visitor, outcomes, monkeypatch
):
    settings.PAGE_CACHE_SECONDS = 25
    visitor.get("/")
    (entry,) = caches.store().memory._entries.values()
    now = entry.made_at
    for later, outcome in ((24, "hit"), (26, "miss")):
        monkeypatch.setattr(entries, "time", lambda moment=now + later: moment)
        outcomes()
        visitor.get("/")
        assert outcomes() == {outcome: 1}
    tomorrow = moments.next_change()
    assert timedelta(0) < tomorrow - timezone.now() <= timedelta(days=1)
    assert timezone.localtime(tomorrow).strftime("%H:%M:%S") == "00:00:00"
    soon = timezone.now() + timedelta(seconds=3)
    assert middleware._end(may_be_kept(HttpResponse("x"), until=soon), now) <= soon.timestamp()


def test_memory_is_bounded(settings, visitor):
    settings.PAGE_CACHE, settings.PAGE_CACHE_MEGABYTES = "process", 0
    visitor.get("/")
    assert (len(caches.store().memory), caches.store().memory.used) == (0, 0)


def test_settings_that_would_keep_pages_too_long_are_refused(settings):
    settings.PAGE_CACHE_SECONDS = 31
    settings.PAGE_CACHE = "shared"
    with pytest.raises(SystemCheckError, match=r"(?s)page_cache\.E002.*page_cache\.E003"):
        call_command("check")
    settings.PAGE_CACHE = "sometimes"
    with pytest.raises(SystemCheckError, match=r"page_cache\.E001"):
        call_command("check")
