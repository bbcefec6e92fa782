"""Where pages are kept: in the memory of each process, and in the shared cache where there is one.

Each drop of a tag is written down with the time of a clock of our own, which only drops move on. A
page is good while none of its tags was dropped after it had begun to be made; so a page that is
made while its content changes is out of date when it is ready. What was dropped longer ago than a
page may live need not be remembered. Without a shared cache the process knows its own drops alone.
"""

import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from time import monotonic, sleep, time
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache

from portal_network.delivery.page_cache.entries import Entry
from portal_network.delivery.page_cache.parts import Part, Parts

logger = logging.getLogger(__name__)

Key = tuple[str, str, str, str]

# Seconds. For how long after its time a page may still be shown while it is made anew.
GRACE = 5
# For how long others wait for the one who makes a page, and how often they look.
LONGEST_WAIT = 5.0
LOOK_EVERY = 0.02
# How often a process asks whether another one has dropped anything: so late does a visitor see it.
LISTEN_EVERY = 0.1
# Sets of tags that a process remembers the last drop of.
MOST_FOUND = 10_000
# For how long a shared claim to make a page holds when its owner has died.
CLAIM = 5
# Between two lines in the log about a cache that does not answer.
COMPLAIN_EVERY = 60


def lifetime() -> float:
    """Return for how many seconds a page is kept."""
    return settings.PAGE_CACHE_SECONDS


class Tags(Protocol):
    """Remembers when tags were dropped."""

    def clock(self) -> int:
        """Return the time of the last drop of all."""
        ...

    def dropped(self, tags: Iterable[str]) -> int:
        """Return the time of the last drop of any of the tags; 0 where none is remembered."""
        ...

    def drop(self, tags: Iterable[str]) -> None:
        """Write down that what bears these tags is out of date."""
        ...


class OwnTags:
    """The drops of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clock = 0
        self._times: dict[str, int] = {}
        self._cleared_at = monotonic()
        self._clock_at_clearing = 0

    def clock(self) -> int:
        """Return the time of the last drop of all."""
        return self._clock

    def dropped(self, tags: Iterable[str]) -> int:
        """Return the time of the last drop of any of the tags."""
        times = self._times
        return max((times.get(tag, 0) for tag in tags), default=0) if times else 0

    def drop(self, tags: Iterable[str]) -> None:
        """Write the drop down; what no living page can bear is forgotten from time to time."""
        with self._lock:
            self._clock += 1
            times = dict(self._times)
            if monotonic() - self._cleared_at > 2 * (lifetime() + GRACE):
                # Pages from before the last clearing are older than any page may be.
                times = {tag: at for tag, at in times.items() if at > self._clock_at_clearing}
                self._cleared_at, self._clock_at_clearing = monotonic(), self._clock
            times.update(dict.fromkeys(tags, self._clock))
            self._times = times


class SharedTags:
    """The drops of all processes, in the shared cache.

    A process asks for the clock a few times a second, not once per page. While the clock stands
    still nothing was dropped, and what it has found for some tags holds.
    """

    _CLOCK = "page-cache:clock"

    def __init__(self) -> None:
        self._seen: int | None = None
        self._asked_at = -math.inf
        # By tags: the time of their last drop, as of the clock that was seen.
        self._found: dict[frozenset[str], int] = {}

    def clock(self) -> int:
        """Return the time of the last drop of all; a lost clock begins later than it ended."""
        found = _shared().get(self._CLOCK)
        if found is None:
            _shared().add(self._CLOCK, int(time() * 1000), None)
            found = _shared().get(self._CLOCK)
        return found

    def dropped(self, tags: Iterable[str]) -> int:
        """Return the time of the last drop of any of the tags, at most ``LISTEN_EVERY`` ago."""
        self._listen()
        # Another thread may put a new one in its place.
        found, tags = self._found, frozenset(tags)
        if tags not in found:
            times = _shared().get_many([_tag_key(tag) for tag in tags])
            found[tags] = max(times.values(), default=0)
        return found[tags]

    def drop(self, tags: Iterable[str]) -> None:
        """Write the drop down for as long as a page from before it may live."""
        self.clock()
        now = _shared().incr(self._CLOCK)
        _shared().set_many({_tag_key(tag): now for tag in tags}, int(2 * (lifetime() + GRACE)))
        # Whoever saw the clock move before the tags were written asks for them once more.
        _shared().incr(self._CLOCK)
        self._asked_at = -math.inf

    def _listen(self) -> None:
        now = monotonic()
        if now - self._asked_at < LISTEN_EVERY:
            return
        clock = self.clock()
        if clock != self._seen or len(self._found) > MOST_FOUND:
            self._seen, self._found = clock, {}
        self._asked_at = now


def _shared() -> BaseCache:
    # A drop that cannot be asked for must not look like none.
    return getattr(cache, "strict", cache)


def _tag_key(tag: str) -> str:
    return f"page-cache:tag:{tag}"


def _entry_key(key: Key) -> str:
    return "page-cache:page:" + blake2b("\n".join(key).encode(), digest_size=16).hexdigest()


class Memory:
    """The pages of one process, the least used of which go first when there is no room."""

    def __init__(self, capacity: int) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._capacity = capacity
        self.used = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Entry | None:
        """Return a page, which counts as used."""
        entry = self._entries.get(key)
        if entry is not None:
            with self._lock:
                if key in self._entries:
                    self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Keep a page in place of an older one."""
        with self._lock:
            self._discard(key)
            self._entries[key] = entry
            self.used += entry.size
            while self.used > self._capacity and self._entries:
                self._discard(next(iter(self._entries)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self.used = 0

    def _discard(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.used -= entry.size


class PageStore:
    """The kept pages as one process sees them."""

    def __init__(self, *, is_shared: bool, capacity: int) -> None:
        self.is_shared = is_shared
        self.memory = Memory(capacity)
        self.tags: Tags = SharedTags() if is_shared else OwnTags()
        self.parts = Parts(self.tags.dropped)
        self._complained_at = -float(COMPLAIN_EVERY)

    def clock(self) -> int | None:
        """Return the store's time; None when it cannot be told, and then nothing is kept."""
        try:
            return self.tags.clock()
        except Exception as error:
            self._complain(error)
            return None

    def find(self, key: Key, frame: str) -> tuple[Entry | None, bool]:
        """Return what is kept of a page, and whether it is good as it is.

        What is returned but not good has merely outlived its time: it may be shown while a new one
        is made. What was dropped, or stands in another frame, is not returned.
        """
        try:
            entry = self.memory.get(key)
            if entry is None or not self._is_usable(entry, frame):
                entry = self._fetch(key)
                if entry is None or not self._is_usable(entry, frame):
                    return None, False
            return entry, entry.is_in_time()
        except Exception as error:
            self._complain(error)
            return None, False

    def part(self, key: Hashable, tags: frozenset[str], make: Callable[[], Any]) -> Any:
        """Return something that pages show, made anew where what is kept of it is out of date."""
        try:
            kept = self.parts.get(key)
            clock = None if kept else self.tags.clock()
        except Exception as error:
            # Without a clock nobody can tell when it stops being true.
            self._complain(error)
            return make()
        if kept is None:
            kept = Part(make(), tags, clock, time() + lifetime())
            self.parts.put(key, kept)
        return kept.value

    def put(self, key: Key, entry: Entry) -> None:
        """Keep a page."""
        self.memory.put(key, entry)
        if self.is_shared:
            try:
                _shared().set(_entry_key(key), entry, lifetime() + GRACE)
            except Exception as error:
                self._complain(error)

    def drop(self, tags: Iterable[str]) -> None:
        """Let pages with one of these tags be made anew; a lost drop heals with their lifetime."""
        try:
            self.tags.drop(tags)
        except Exception as error:
            self._complain(error)

    @contextmanager
    def claim(self, key: Key, frame: str) -> Iterator[Entry | None]:
        """Let one of all processes make a page; to the others, return what it has made."""
        name = _entry_key(key) + ":claim"
        if not self.is_shared or self._take(name):
            try:
                yield None
            finally:
                if self.is_shared:
                    self._leave(name)
            return
        yield self._wait(key, frame)

    def _take(self, name: str) -> bool:
        try:
            return _shared().add(name, 1, CLAIM)
        except Exception as error:
            self._complain(error)
            return True

    def _leave(self, name: str) -> None:
        try:
            _shared().delete(name)
        except Exception as error:
            self._complain(error)

    def _wait(self, key: Key, frame: str) -> Entry | None:
        end = monotonic() + LONGEST_WAIT
        name = _entry_key(key) + ":claim"
        while monotonic() < end:
            entry, is_good = self.find(key, frame)
            if is_good:
                return entry
            try:
                if _shared().get(name) is None:
                    return self.find(key, frame)[0]
            except Exception as error:
                self._complain(error)
                return None
            sleep(LOOK_EVERY)
        return None

    def _fetch(self, key: Key) -> Entry | None:
        if not self.is_shared:
            return None
        entry = _shared().get(_entry_key(key))
        if isinstance(entry, Entry):
            self.memory.put(key, entry)
            return entry
        return None

    def _is_usable(self, entry: Entry, frame: str) -> bool:
        late = time() - entry.until
        return (
            entry.frame == frame
            and late < GRACE
            and entry.made_at <= time() + 1
            and self.tags.dropped(entry.tags) <= entry.clock
        )

    def _complain(self, error: Exception) -> None:
        if monotonic() - self._complained_at > COMPLAIN_EVERY:
            self._complained_at = monotonic()
            logger.warning("The cache of pages does not answer, pages are made anew: %r", error)
