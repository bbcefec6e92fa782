"""Search goes on when the search server does not answer, is slow, or talks nonsense."""

import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal_network.delivery.monitoring import figures, readiness
from portal_network.settings.search_engine import SearchEngine
from search.engine import outbox
from search.engine.breaker import CircuitBreaker, breaker
from search.engine.client import EngineClient, EngineRefused, EngineUnavailable
from search.engine.tasks import send_changes
from search.finding import Scope, find
from search.models import EngineChange
from tests.factories import make_article
from tests.networks import LANG_SON, TAM_THANH

SITE = Scope(LANG_SON, TAM_THANH)
NOBODY = "http://127.0.0.1:9"
TIMEOUT, SLOW = 0.2, 8.0


class _Strange(BaseHTTPRequestHandler):
    """Answers as the path says: ``/slow``, a status, or text that is no JSON."""

    def do_POST(self):
        """Answer."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        way = self.path.split("/")[1]
        if way == "slow":
            time.sleep(SLOW)
        said = b'{"error": {"type": "too_many_clauses"}}' if way == "400" else b"<html>"
        with suppress(BrokenPipeError):
            # Whoever asked a slow server has gone.
            self.send_response(int(way) if way.isdigit() else 200)
            self.end_headers()
            self.wfile.write(said)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture(scope="module")
def strange():
    """The address of a server that answers strangely."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Strange)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fallbacks(reason):
    """Return how often the database answered for this reason."""
    return figures.SEARCH_FALLBACKS.labels(reason)._value.get()


@pytest.mark.parametrize("way", ["slow", "500", "429", "404", "401", "nonsense"])
def test_no_answer_in_time_is_no_answer(strange, way):
    client = EngineClient(SearchEngine((f"{strange}/{way}",), timeout=TIMEOUT))
    began = time.monotonic()
    with pytest.raises(EngineUnavailable):
        client.ask("POST", "/a/_search", {})
    assert time.monotonic() - began < SLOW


def test_a_refused_question_is_told_apart_and_not_repeated(strange):
    client = EngineClient(SearchEngine((f"{strange}/400",)))
    with pytest.raises(EngineRefused, match="too_many_clauses"):
        client.ask("POST", "/a/_search", {"query": "bí mật"})


def test_where_nobody_listens_the_next_address_has_its_turn(strange):
    client = EngineClient(SearchEngine((NOBODY, f"{strange}/400")))
    with pytest.raises(EngineRefused):
        client.ask("POST", "/a/_search", {})
    with pytest.raises(EngineUnavailable, match="nobody listens"):
        EngineClient(SearchEngine((NOBODY, NOBODY))).ask("POST", "/a/_search", {})


def test_after_an_address_that_hangs_the_next_one_is_asked(strange):
    client = EngineClient(SearchEngine((f"{strange}/slow", f"{strange}/400"), timeout=TIMEOUT))
    with pytest.raises(EngineUnavailable):
        client.ask("POST", "/a/_search", {})
    with pytest.raises(EngineRefused):
        client.ask("POST", "/a/_search", {})


def test_after_a_failure_one_asks_now_and_then_and_the_others_do_not_wait():
    now = [0.0]
    found = CircuitBreaker(20, lambda: now[0])
    assert found.may_ask() and found.may_ask()
    assert found.failed() is True
    assert not found.may_ask()
    now[0] = 20
    assert found.may_ask() and not found.may_ask()
    assert found.failed() is False
    now[0] = 40
    assert found.may_ask()
    assert found.answered() is True
    assert found.may_ask() and found.may_ask()
    assert found.answered() is False


@pytest.fixture
def gone(settings, monkeypatch):
    """Name a server that is gone; however busy the machine is, no time passes."""
    settings.SEARCH_ENGINE = SearchEngine((NOBODY,))
    monkeypatch.setattr(breaker, "_clock", lambda: 0.0)


@pytest.mark.django_db
def test_visitors_get_the_answers_of_the_database(network, gone, client_for):
    before = fallbacks("unavailable"), fallbacks("rested")
    make_article(network.communes[0], title="Chống hạn vụ xuân")
    assert [hit.entry.title for hit in find(SITE, "chong han").hits] == ["Chống hạn vụ xuân"]
    page = client_for(network.communes[0]).get("/tim-kiem/?q=chong+han")
    assert page.status_code == 200
    assert "vụ xuân" in page.content.decode()
    # One question found out, the others did not ask.
    assert fallbacks("unavailable") == before[0] + 1
    assert fallbacks("rested") > before[1]


@pytest.mark.django_db
def test_what_a_refused_question_asks_the_database_answers_alone(network, settings, strange):
    make_article(network.communes[0], title="Chống hạn vụ xuân")
    settings.SEARCH_ENGINE = SearchEngine((f"{strange}/400",))
    assert find(SITE, "chong han").total == 1
    assert breaker.may_ask()


@pytest.mark.django_db
def test_changes_wait_until_they_can_be_told(
    network, gone, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = make_article(network.communes[0], title="Chống hạn vụ xuân")
    waiting = EngineChange.everywhere.count()
    assert waiting
    page.delete()
    waiting, before = EngineChange.everywhere.count(), waiting
    assert waiting > before
    assert f"portal_search_changes_waiting {float(waiting)}\n".encode() in readiness.collect()
    told = []
    monkeypatch.setattr("search.engine.copying.copy", lambda versions: told.extend(versions))
    send_changes.call()
    # One has just failed: whoever sends does not wait for the server either.
    assert not told
    breaker.answered()
    send_changes.call()
    assert told
    assert not EngineChange.everywhere.exists()


@pytest.mark.django_db
def test_an_entry_is_told_with_the_version_of_its_own_latest_change(gone, monkeypatch):
    """With a later one, what was read too early would outdo what another process tells of it."""
    notes = [EngineChange.everywhere.create(number=number).pk for number in (5, 6, 5, 7)]
    told = {}
    monkeypatch.setattr("search.engine.copying.copy", told.update)
    assert outbox.send_changes_now() == 4
    assert told == {5: notes[2], 6: notes[1], 7: notes[3]}
    assert not EngineChange.everywhere.exists()


@pytest.mark.django_db
def test_a_task_that_fails_asks_once_for_another_try(gone, monkeypatch):
    tries = []
    backend = send_changes.get_backend()
    monkeypatch.setattr(type(backend), "supports_defer", True)
    monkeypatch.setattr(type(backend), "enqueue", lambda *given: tries.append(given[1].run_after))
    EngineChange.everywhere.create(number=5)
    for _ in range(3):
        send_changes.call()
    assert len(tries) == 1 and tries[0] is not None
    assert EngineChange.everywhere.count() == 1


@pytest.mark.django_db
def test_nothing_is_noted_where_there_is_no_server_and_a_queue_that_fails_breaks_nothing(
    network, settings, monkeypatch
):
    make_article(network.communes[0], title="Không có máy chủ")
    assert not EngineChange.everywhere.exists()

    def refuse(*given):
        raise RuntimeError

    monkeypatch.setattr(type(send_changes), "enqueue", refuse)
    outbox.send_soon()
