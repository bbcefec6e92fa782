"""Redis as the shared cache, without which the portal goes on: slower, but nothing is refused."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Seconds between two lines in the log about a server that does not answer.
COMPLAIN_EVERY = 60


class LenientRedisCache(RedisCache):
    """What cannot be read was not kept, what cannot be written is not; nobody sees a fault.

    What is kept here lives for minutes and can be made anew. ``strict`` is the same server for
    whoever must know that it is away.
    """

    _complained_at = -float(COMPLAIN_EVERY)

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self.strict = RedisCache(server, params)

    def get(self, key, default=None, version=None):
        """Return what is kept."""
        return self._try(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        """Return what is kept of several."""
        return self._try({}, super().get_many, keys, version)

    def has_key(self, key, version=None):
        """Tell whether something is kept."""
        return self._try(False, super().has_key, key, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep what is not kept yet; without the server nobody else is known to have done so."""
        return self._try(True, super().add, key, value, timeout, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep something."""
        self._try(None, super().set, key, value, timeout, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep several; return the keys of those that are not."""
        return self._try(list(data), super().set_many, data, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep something for longer."""
        return self._try(False, super().touch, key, timeout, version)

    def incr(self, key, delta=1, version=None):
        """Count.

        Raises:
            ValueError: nothing is kept under the key.
        """
        counted = self._try(None, super().incr, key, delta, version)
        if counted is None:
            raise ValueError(f"Key '{key}' not found")
        return counted

    def delete(self, key, version=None):
        """Keep something no longer."""
        return self._try(False, super().delete, key, version)

    def delete_many(self, keys, version=None):
        """Keep several no longer."""
        self._try(None, super().delete_many, keys, version)

    def clear(self):
        """Keep nothing."""
        return self._try(False, super().clear)

    @classmethod
    def _try(cls, without: Any, ask: Callable[..., Any], *values: object) -> Any:
        try:
            return ask(*values)
        except RedisError as error:
            if monotonic() - cls._complained_at > COMPLAIN_EVERY:
                cls._complained_at = monotonic()
                # Its kind alone: the text names hosts.
                logger.warning("The cache does not answer: %s", type(error).__name__)
            return without
