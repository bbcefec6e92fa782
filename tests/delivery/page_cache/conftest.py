"""A portal that keeps pages, as outside of tests."""

from collections.abc import Callable, Generator

import pytest
from django.core.cache import caches as django_caches
from django.test import Client

from portal_network.delivery.page_cache import caches, middleware
from tests.networks import Network


@pytest.fixture
def kept(request, settings, monkeypatch) -> Generator[str]:
    """Keep pages in the process alone; ``indirect`` "shared": also in a cache that many share."""
    settings.PAGE_CACHE = getattr(request, "param", "process")
    settings.PAGE_CACHE_STRICT = False
    # No test depends on how long the machine takes, or on the hour.
    settings.PAGE_CACHE_SECONDS = 3600
    settings.TENANT_DIRECTORY_MAX_AGE = settings.ALERTS_MAX_AGE = 3600
    monkeypatch.setattr(middleware, "next_change", lambda: None)
    caches.forget_all()
    yield settings.PAGE_CACHE
    django_caches["default"].clear()
    caches.forget_all()


@pytest.fixture
def visitor(network: Network, client_for: Callable[..., Client]) -> Client:
    """A visitor of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def outcomes() -> Callable[[], dict[str, int]]:
    """Return what became of the requests since the last question."""
    known: dict[str, int] = {}

    def since() -> dict[str, int]:
        now = caches.figures()
        new = {name: count - known.get(name, 0) for name, count in now.items()}
        known.update(now)
        return {name: count for name, count in new.items() if count}

    since()
    return since
