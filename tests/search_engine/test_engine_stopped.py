"""A search server is stopped and started again: the database answers, and it heals by itself."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from search.engine import copying
from search.engine.breaker import SECONDS_OPEN, breaker
from search.engine.fallback import times_fallen_back
from search.engine.index import EngineIndex
from search.engine.tasks import send_changes
from search.finding import Scope, find
from search.index.base import Token
from search.models import EngineChange, SearchEntry
from tests.factories import make_article
from tests.networks import LANG_SON, TAM_THANH, build_network, network_of
from tests.outages import seconds_away
from tests.postgresql.serving import until
from tests.search_engine.servers import Engine, search_server

SITE = Scope(LANG_SON, TAM_THANH)


@pytest.fixture
def own_index(settings, transactional_db) -> Iterator[Engine]:
    """A server of this test alone, instead of an index on the one of all."""
    with search_server(settings.SEARCH_ENGINE.kind) as engine:
        settings.SEARCH_ENGINE = replace(settings.SEARCH_ENGINE, urls=(engine.url,))
        copying.build_anew()
        yield engine
    breaker.answered()


def titles(query: str) -> list[str]:
    return [hit.entry.title for hit in find(SITE, query, all_words=True).hits]


def test_a_server_that_is_stopped_is_missed_by_nobody_and_catches_up_by_itself(
    own_index, record_property
):
    build_network()
    article = make_article(network_of(LANG_SON).communes[0], title="Chống hạn vụ xuân")
    send_changes.call()
    EngineIndex().refresh()
    before = times_fallen_back()
    assert titles("chống hạn") == ["Chống hạn vụ xuân"]
    assert times_fallen_back() == before
    own_index.stop()
    article.title = "Chống rét cho trâu bò"
    article.save_revision().publish()
    assert titles("chống rét") == ["Chống rét cho trâu bò"]
    assert titles("chống hạn") == []
    assert times_fallen_back() > before
    assert EngineChange.everywhere.exists()
    assert not breaker.may_ask()
    time.sleep(seconds_away())
    assert titles("chống rét") == ["Chống rét cho trâu bò"]
    own_index.start()

    def has_caught_up() -> bool:
        # Visitors go on asking; nobody does anything else.
        found = titles("chống rét")
        return found == ["Chống rét cho trâu bò"] and not EngineChange.everywhere.exists()

    healed = until(has_caught_up, 2 * SECONDS_OPEN)
    EngineIndex().refresh()
    number = SearchEntry.everywhere.get(title="Chống rét cho trâu bò").pk
    assert EngineIndex().matching(Token("ret"), 5) == [number]
    again = times_fallen_back()
    assert titles("chống rét") == ["Chống rét cho trâu bò"]
    assert times_fallen_back() == again
    record_property("figure", f"healed {healed:.1f} s after it was back")
