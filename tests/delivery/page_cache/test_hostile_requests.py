"""No request leaves a kept page behind that another visitor could be harmed with."""

import threading
from time import monotonic

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect

from documents.models import DocumentType
from portal_network.delivery.page_cache import caches, middleware, store
from portal_network.delivery.page_cache.marks import may_be_kept
from portal_network.delivery.page_cache.questions import KEPT_KEYS, kept_query
from tests.factories import make_article, make_legal_document, section_page

TAM_THANH = "05986"
HOST = "tamthanh.langson.localhost"

# What views or proxies might believe, and no key of the cache knows.
UNKEYED = {
    "HTTP_X_FORWARDED_HOST": "ke-xau.example",
    "HTTP_X_HOST": "ke-xau.example",
    "HTTP_X_FORWARDED_SERVER": "ke-xau.example",
    "HTTP_FORWARDED": "host=ke-xau.example;proto=https",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_PREFIX": "/ke-xau",
    "HTTP_X_SCRIPT_NAME": "/ke-xau",
    "HTTP_X_ORIGINAL_URL": "/ke-xau/",
    "HTTP_X_REWRITE_URL": "/ke-xau/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    "HTTP_ACCEPT_LANGUAGE": "en",
    "HTTP_ACCEPT": "application/json",
    "HTTP_USER_AGENT": "<script>alert(1)</script>",
    "HTTP_REFERER": "https://ke-xau.example/",
    "HTTP_ORIGIN": "https://ke-xau.example",
    "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
    "HTTP_COOKIE": "csrftoken=kexau; ga=1",
}


@pytest.mark.django_db
def test_headers_that_are_no_key_leave_no_trace(kept, network, client_for, outcomes):
    clean = client_for(network.communes[0]).get("/").content
    for name, value in UNKEYED.items():
        caches.forget_all()
        client_for(network.communes[0]).get("/", **{name: value})
        outcomes()
        assert client_for(network.communes[0]).get("/").content == clean, name
        assert outcomes() == {"hit": 1}, name
    caches.forget_all()
    answers = client_for(network.communes[0]).get("/", SCRIPT_NAME="/ke-xau")
    assert "ETag" not in answers
    assert client_for(network.communes[0]).get("/").content == clean


@pytest.mark.django_db
def test_hosts_and_paths_in_odd_forms_get_their_own_answer_or_none(kept, network, client_for):
    own = Client(HTTP_HOST=HOST).get("/").content
    for host in ("TamThanh.LangSon.LocalHost", f"{HOST}:80", f"{HOST}:9999"):
        assert Client(HTTP_HOST=host).get("/").content == own, host
    other = Client(HTTP_HOST="quockhanh.langson.localhost").get("/").content
    assert own != other
    for host in (f"{HOST}.", f"x.{HOST}", "ke-xau.example", f"{HOST}@ke-xau.example", "a b", ""):
        answer = Client(HTTP_HOST=host).get("/")
        assert answer.content not in (own, other) or host.rstrip(".") == HOST, host
    path = make_article(TAM_THANH, title="Tin để thử đường dẫn").get_url_parts()[2]
    visitor = client_for(network.communes[0])
    real = visitor.get(path)
    assert real.status_code == 200
    for odd in (
        path.upper(),
        path.replace("/", "//"),
        path + "/",
        path.rstrip("/") + "%00/",
        path + "%0d%0aSet-Cookie:%20x=1",
        path.rstrip("/") + ";x/",
        path + "..%2f",
        path.rstrip("/") + "%20/",
        "/" + "a" * 5000 + "/",
        path + "%cc%80/",
        path + "ti%E1%BA%BFng-vi%E1%BB%87t/",
        path + "%ff%fe/",
    ):
        answer = visitor.get(odd)
        assert answer.status_code in (301, 302, 404), odd
        assert "ETag" not in answer
    # Another way to write the very same path.
    encoded = "".join(f"%{ord(letter):02x}" for letter in path)
    assert visitor.get("/" + encoded.removeprefix("%2f")).content == real.content
    assert visitor.get(path).content == real.content


@pytest.mark.django_db
def test_keys_that_a_page_does_not_read_neither_miss_nor_show(kept, network, client_for, outcomes):
    for number in range(25):
        make_article(TAM_THANH, title=f"Tin {number}")
    visitor = client_for(network.communes[0])
    path = section_page(TAM_THANH, "news").get_url_parts()[2]
    first = visitor.get(f"{path}?utm_source=zalo&x=<script>").content
    assert b"utm_source" not in first
    assert b"<script>alert" not in first
    second = visitor.get(f"{path}?trang=2&fbclid=abc").content
    assert first != second
    outcomes()
    for query in ("", "?a=1", "?utm_source=x&utm_medium=y", "?" + "&".join("abcdefgh")):
        assert visitor.get(path + query).content == first
    assert visitor.get(f"{path}?gclid=1&trang=2").content == second
    assert outcomes() == {"hit": 5}
    # What cannot be read at all goes to the view.
    assert visitor.get(f"{path}?%ff=%ff").status_code == 200
    assert outcomes() == {}
    memory = caches.store().memory
    before = len(memory)
    for number in range(60):
        visitor.get(f"{path}?trang={number}&nam={1900 + number}&y={number}")
        visitor.get(f"{path}?z{number}={number}")
        visitor.get(f"{path}?trang={number:06}")
    assert len(memory) == before


@pytest.mark.django_db
def test_keys_that_a_page_reads_are_answered_by_the_page(kept, network, client_for, outcomes):
    make_legal_document(
        TAM_THANH, title="Kế hoạch phòng chống thiên tai", document_type=DocumentType.PLAN
    )
    make_legal_document(
        TAM_THANH, title="Quyết định về đất đai", document_type=DocumentType.DECISION
    )
    visitor = client_for(network.communes[0])
    path = section_page(TAM_THANH, "legal-documents").get_url_parts()[2]
    for _cold_and_warm in range(2):
        narrowed = visitor.get(f"{path}?loai={DocumentType.DECISION}").content.decode()
        assert "Quyết định về đất đai" in narrowed
        assert "Kế hoạch phòng chống thiên tai" not in narrowed
        assert "Kế hoạch phòng chống thiên tai" in visitor.get(path).content.decode()
    article = make_article(TAM_THANH).get_url_parts()[2]
    for _cold_and_warm in range(2):
        printed = visitor.get(f"{article}?ban-in=1")
        assert printed.content != visitor.get(article).content
        assert "ETag" not in printed


@pytest.mark.django_db
def test_an_address_that_leads_on_by_its_query_still_does(kept, network, client_for):
    site_id = network.tenants[0].site_id
    Redirect.add_redirect("/cu.aspx?id=7", "/so-do-trang/").save()
    Redirect.objects.update(site_id=site_id)
    visitor = client_for(network.communes[0])
    for _again in range(2):
        answer = visitor.get("/cu.aspx?id=7")
        assert (answer.status_code, answer["Location"]) == (301, "/so-do-trang/")
        assert visitor.get("/cu.aspx?id=8").status_code == 404


@given(st.text(max_size=80))
def test_no_query_makes_more_than_one_key_that_counts(text):
    reading = kept_query(text)
    if reading is None:
        return
    query, dropped = reading
    assert query.count("=") <= 1
    name, _, value = query.partition("=")
    assert not query or KEPT_KEYS[name].fullmatch(value)
    assert not dropped & set(KEPT_KEYS)


def asked_by_many(view, number=8):
    """Let many visitors ask at once; return their answers."""
    cache = middleware.PageCacheMiddleware(view)
    answers, barrier = [], threading.Barrier(number)

    def ask():
        request = RequestFactory().get("/", HTTP_HOST=HOST)
        barrier.wait()
        answers.append(cache(request))

    threads = [threading.Thread(target=ask) for _visitor in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db
@pytest.mark.parametrize("kept", ["process", "shared"], indirect=True)
def test_a_cold_page_is_made_once_for_a_crowd(kept, network, monkeypatch):
    network.tenants  # noqa: B018 - the directory is known before the threads ask
    monkeypatch.setattr("portal_network.tenancy.directory.posted_notices", lambda tenant: ())
    made, gate = [], threading.Event()

    def slow(request):
        made.append(1)
        gate.wait(0.2)
        return may_be_kept(HttpResponse("Trang chủ"))

    answers = asked_by_many(slow)
    assert len(made) == 1
    assert {answer.content.decode() for answer in answers} == {"Trang chủ"}

    # A page that is merely late is shown to all but the one who makes it anew.
    moment = store.time() + 3601
    monkeypatch.setattr("portal_network.delivery.page_cache.store.time", lambda: moment)
    monkeypatch.setattr("portal_network.delivery.page_cache.entries.time", lambda: moment)
    monkeypatch.setattr("portal_network.delivery.page_cache.middleware.time", lambda: moment)
    assert len(asked_by_many(slow)) == 8
    assert len(made) == 2

    # What is not kept is made for each, and nobody waits for another twice.
    store.cache.clear()
    caches.forget_all()
    made.clear()
    began = monotonic()
    answers = asked_by_many(lambda request: made.append(1) or HttpResponse("Của riêng"))
    assert len(made) >= 8
    assert monotonic() - began < 5
    # One that fails lets the others try for themselves.
    store.cache.clear()
    caches.forget_all()
    failures = iter([RuntimeError])

    def failing(request):
        if error := next(failures, None):
            raise error
        return may_be_kept(HttpResponse("Vẫn có"))

    with pytest.raises(RuntimeError):
        middleware.PageCacheMiddleware(failing)(RequestFactory().get("/", HTTP_HOST=HOST))
    assert {answer.content.decode() for answer in asked_by_many(failing)} == {"Vẫn có"}


class DeadCache:
    """A cache whose server is gone."""

    def __getattr__(self, name):
        def fail(*args, **kwargs):
            raise ConnectionError("Redis is gone")

        return fail


@pytest.mark.django_db
def test_a_cache_that_does_not_answer_costs_speed_alone(settings, visitor, monkeypatch, caplog):
    settings.PAGE_CACHE = "shared"
    visitor.get("/")
    monkeypatch.setattr(store, "cache", DeadCache())
    for _again in range(2):
        assert visitor.get("/").status_code == 200
    caches.store().drop(["site:x"])
    assert sum("does not answer" in record.message for record in caplog.records) == 1
