"""One visitor lets a page be made, all others who ask for it meanwhile take the same one."""

import threading
from collections import OrderedDict
from time import monotonic

from portal_network.delivery.page_cache.entries import Entry
from portal_network.delivery.page_cache.store import Key

# Seconds for which a page that turned out not to be kept goes straight to its view, and how many
# such pages are remembered.
REMEMBERED_FOR = 10
REMEMBERED = 2000


class Flight:
    """A page that is being made."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self.entry: Entry | None = None

    def wait(self, seconds: float) -> Entry | None:
        """Return the page once it is made; None when it is not kept or takes too long."""
        return self.entry if self._is_over.wait(seconds) else None

    def end(self) -> None:
        """Let those who wait go on."""
        self._is_over.set()


class Flights:
    """What is being made in this process, and what was found not to be kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[Key, Flight] = {}
        self._unkept: OrderedDict[Key, float] = OrderedDict()

    def board(self, key: Key) -> tuple[Flight, bool]:
        """Return the making of a page, and whether the caller is the one who must make it."""
        with self._lock:
            flight = self._running.get(key)
            if flight is not None:
                return flight, False
            flight = self._running[key] = Flight()
            return flight, True

    def land(self, key: Key, flight: Flight) -> None:
        """End the making of a page, however it went."""
        with self._lock:
            self._running.pop(key, None)
        flight.end()

    def remember_unkept(self, key: Key) -> None:
        """Let nobody wait for this page for a while."""
        with self._lock:
            self._unkept[key] = monotonic() + REMEMBERED_FOR
            self._unkept.move_to_end(key)
            while len(self._unkept) > REMEMBERED:
                self._unkept.popitem(last=False)

    def is_unkept(self, key: Key) -> bool:
        """Tell whether the page was found not to be kept a moment ago."""
        return self._unkept.get(key, 0.0) > monotonic()

    def clear(self) -> None:
        """Forget what was found not to be kept."""
        with self._lock:
            self._unkept.clear()
