"""Kept pages and their drops in a real Redis, as several processes share it; and without it."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import close_caches
from django.http import HttpResponse

from portal_network.delivery.page_cache.entries import Entry, make_entry
from portal_network.delivery.page_cache.store import LISTEN_EVERY, PageStore
from tests.edge.redis_server import Redis, running

KEY = ("commune:05986", "https", "/", "")


@pytest.fixture
def redis(settings, tmp_path) -> Iterator[Redis]:
    """A Redis that is the portal's cache."""
    backend = "django.core.cache.backends.redis.RedisCache"
    with running(tmp_path) as server:
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": server.url}}
        yield server
    close_caches()


def process() -> PageStore:
    """Return the store as a process sees it that has just started."""
    return PageStore(is_shared=True, capacity=1024 * 1024)


def page(store: PageStore, text: str = "Xin chào", *tags: str) -> Entry:
    """Return a page as it is made now."""
    return make_entry(
        HttpResponse(f"<p>{text}</p>" * 200), tags=frozenset(tags or ("page:1", "all")),
        frame="f", asked=frozenset(), clock=store.clock(), made_at=time.time(),
        until=time.time() + 25,
    )  # fmt: skip


def test_what_one_process_makes_another_hands_out_until_any_drops_it(redis):
    maker, other, third = process(), process(), process()
    maker.put(KEY, page(maker))
    found, is_good = other.find(KEY, "f")
    assert is_good
    assert found == maker.find(KEY, "f")[0]
    assert other.find(KEY, "another frame") == (None, False)
    # A tag of others leaves it alone; one of its own drops it everywhere, in memories too.
    third.drop(["page:2"])
    time.sleep(LISTEN_EVERY)
    assert other.find(KEY, "f")[1]
    third.drop(["page:1"])
    # Its own process knows at once, the others when they listen again.
    assert third.find(KEY, "f") == (None, False)
    time.sleep(LISTEN_EVERY)
    assert [store.find(KEY, "f") for store in (maker, other, third)] == [(None, False)] * 3


def test_a_page_made_while_its_content_changes_is_not_shown(redis):
    maker, changer = process(), process()
    made = page(maker)
    changer.drop(["page:1"])
    maker.put(KEY, made)
    assert changer.find(KEY, "f") == (None, False)
    maker.put(KEY, page(maker))
    assert changer.find(KEY, "f")[1]


def test_one_of_all_processes_makes_a_page_and_the_others_take_it(redis):
    maker, waiting = process(), process()
    with maker.claim(KEY, "f") as found:
        assert found is None
        assert waiting._take("page-cache:other") is True
        maker.put(KEY, page(maker))
        with waiting.claim(KEY, "f") as taken:
            assert taken == maker.find(KEY, "f")[0]
    with waiting.claim(KEY, "f") as found:
        assert found is None


def test_without_redis_pages_are_made_anew_and_with_it_again_they_are_kept(redis, caplog):
    store = process()
    store.put(KEY, page(store))
    redis.stop()
    assert store.find(KEY, "f") == (None, False)
    assert store.clock() is None
    store.drop(["page:1"])
    with store.claim(KEY, "f") as found:
        assert found is None
    lines = [record for record in caplog.records if "does not answer" in record.getMessage()]
    assert len(lines) == 1
    redis.start()
    store.put(KEY, page(store, "neu"))
    found, is_good = process().find(KEY, "f")
    assert is_good
    # A clock that was lost begins later than it ended, so nothing old comes back.
    assert found.clock >= int((time.time() - 60) * 1000)
