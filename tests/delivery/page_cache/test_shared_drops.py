"""What processes know of each other's drops through the cache that they share."""

import pytest

from portal_network.delivery.page_cache import store
from portal_network.delivery.page_cache.store import LISTEN_EVERY, SharedTags


class CountedCache:
    """A shared cache, with the number of questions that it was asked."""

    def __init__(self):
        self.values, self.questions = {}, 0

    def get(self, key):
        self.questions += 1
        return self.values.get(key)

    def get_many(self, keys):
        self.questions += 1
        return {key: self.values[key] for key in keys if key in self.values}

    def add(self, key, value, timeout):
        self.values.setdefault(key, value)

    def incr(self, key):
        self.values[key] += 1
        return self.values[key]

    def set_many(self, values, timeout):
        self.values |= values


@pytest.fixture
def shared(monkeypatch):
    """The cache that all processes of a test share."""
    cache = CountedCache()
    monkeypatch.setattr(store, "cache", cache)
    return cache


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test moves on: seconds since it began."""
    moment = [0.0]
    monkeypatch.setattr(store, "monotonic", lambda: moment[0])
    return moment


def test_many_hits_in_a_moment_ask_the_shared_cache_no_more_than_one(shared, clock):
    process = SharedTags()
    process.dropped(["site:a", "page:1"])
    asked = shared.questions
    for _hit in range(50):
        process.dropped(["page:1", "site:a"])
    assert shared.questions == asked
    clock[0] += LISTEN_EVERY
    process.dropped(["site:a", "page:1"])
    # The clock stands still: the tags themselves need not be asked for.
    assert shared.questions == asked + 1


def test_a_drop_is_seen_at_once_by_its_own_process_and_soon_by_others(shared, clock):
    own, other = SharedTags(), SharedTags()
    made_at = own.clock()
    assert own.dropped(["page:1"]) == other.dropped(["page:1"]) == 0
    own.drop(["page:1"])
    assert own.dropped(["page:1"]) > made_at
    assert other.dropped(["page:1"]) == 0
    clock[0] += LISTEN_EVERY
    assert other.dropped(["page:1"]) > made_at
    assert other.dropped(["page:2"]) == 0


def test_who_asks_between_the_clock_and_the_tags_of_a_drop_asks_again(shared, clock, monkeypatch):
    own, other = SharedTags(), SharedTags()
    made_at = own.clock()
    write = shared.set_many

    def write_late(values, timeout):
        # The clock has moved, the tags are not yet written.
        clock[0] += LISTEN_EVERY
        assert other.dropped(["page:1"]) == 0
        write(values, timeout)

    monkeypatch.setattr(shared, "set_many", write_late)
    own.drop(["page:1"])
    clock[0] += LISTEN_EVERY
    assert other.dropped(["page:1"]) > made_at


def test_what_a_process_remembers_is_bounded(shared, clock, monkeypatch):
    monkeypatch.setattr(store, "MOST_FOUND", 5)
    process = SharedTags()
    for number in range(40):
        clock[0] += LISTEN_EVERY
        process.dropped([f"page:{number}"])
        assert len(process._found) <= 7
