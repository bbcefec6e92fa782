"""Keeps visitors from waiting for a server that did not answer the one before them."""

import threading
from collections.abc import Callable
from time import monotonic

# Seconds for which nobody asks; then one does, and if it fails, again nobody for as long.
SECONDS_OPEN = 20.0


class CircuitBreaker:
    """Remembers in one process whether a server answers; ``clock`` tells seconds."""

    def __init__(self, seconds_open: float = SECONDS_OPEN, clock: Callable[[], float] = monotonic):
        self._seconds_open, self._clock = seconds_open, clock
        self._asked_again_at: float | None = None
        self._lock = threading.Lock()

    def may_ask(self) -> bool:
        """Tell whether the server may be asked; after a failure one caller at a time finds out."""
        with self._lock:
            if self._asked_again_at is None:
                return True
            now = self._clock()
            if now < self._asked_again_at:
                return False
            self._asked_again_at = now + self._seconds_open
            return True

    def failed(self) -> bool:
        """Note that the server did not answer; tell whether it had done so until now."""
        with self._lock:
            is_new = self._asked_again_at is None
            self._asked_again_at = self._clock() + self._seconds_open
            return is_new

    def answered(self) -> bool:
        """Note that the server answered; tell whether it had not done so until now."""
        with self._lock:
            is_new, self._asked_again_at = self._asked_again_at is not None, None
            return is_new


breaker = CircuitBreaker()
