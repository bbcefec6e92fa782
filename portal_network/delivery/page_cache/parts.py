"""What pages are made of, kept in the memory of a process as long as a page would be.

Counting a long list, or reading the newest items of a whole site, takes longer than drawing the
page. The answer is the same for all pages of the list, for staff and for visitors who come with a
query of their own, so it is kept by itself.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from time import time
from typing import Any

MOST_PARTS = 300


@dataclass(frozen=True, slots=True)
class Part:
    """Something that pages show.

    ``value`` is shared by all who ask and must not be changed. ``tags``: what it shows; ``clock``:
    the time of the last drop before it was made; ``until``: the last moment (seconds since 1970) at
    which it may be used.
    """

    value: Any
    tags: frozenset[str]
    clock: int
    until: float


class Parts:
    """The parts of one process, the least used of which go first when there are too many."""

    def __init__(self, dropped: Callable[[frozenset[str]], int]) -> None:
        self._dropped = dropped
        self._lock = threading.Lock()
        self._parts: OrderedDict[Hashable, Part] = OrderedDict()

    def __len__(self) -> int:
        return len(self._parts)

    def get(self, key: Hashable) -> Part | None:
        """Return a part that is still true, or None."""
        part = self._parts.get(key)
        if part is None or part.until <= time() or self._dropped(part.tags) > part.clock:
            return None
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
        return part

    def put(self, key: Hashable, part: Part) -> None:
        """Keep a part in place of an older one."""
        with self._lock:
            self._parts[key] = part
            self._parts.move_to_end(key)
            while len(self._parts) > MOST_PARTS:
                self._parts.popitem(last=False)
