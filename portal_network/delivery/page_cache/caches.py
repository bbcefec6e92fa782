"""The one store of this process, its flights and its figures."""

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from portal_network.delivery.monitoring.figures import PAGE_CACHE
from portal_network.delivery.page_cache.flights import Flights
from portal_network.delivery.page_cache.marks import tags_of_site
from portal_network.delivery.page_cache.store import PageStore
from portal_network.tenancy.directory import Tenant

MEGABYTE = 1024 * 1024
Made = TypeVar("Made")

flights = Flights()
# Looked up once: it is counted at every request.
_counters = {name: PAGE_CACHE.labels(name) for name in ("hit", "miss", "shared", "pass")}


@cache
def _store(is_shared: bool, megabytes: int) -> PageStore:
    return PageStore(is_shared=is_shared, capacity=megabytes * MEGABYTE)


def store() -> PageStore:
    """Return the store, as the settings want it."""
    return _store(settings.PAGE_CACHE == "shared", settings.PAGE_CACHE_MEGABYTES)


def kept_part(tenant: Tenant, key: Hashable, tags: Iterable[str], make: Callable[[], Made]) -> Made:
    """Return what ``make`` returns, made once for all pages of a site that show it.

    It must depend on nothing but the site as the directory knows it, the key, the day and what
    ``tags`` stand for, be the same for everybody, and is shared: nobody may change it. It lives as
    long as a page would; with the pages that are kept it is out of date for twice
    ``PAGE_CACHE_SECONDS`` at most, should a drop be lost.
    """
    if settings.PAGE_CACHE == "off":
        return make()
    whole = (tenant, timezone.localdate(), key)
    return store().part(whole, frozenset(tags).union(tags_of_site(tenant)), make)


def count(outcome: str) -> None:
    """Count what became of a request.

    ``hit``: it was kept; ``miss``: it was made; ``shared``: it was made for another meanwhile;
    ``pass``: it is not kept.
    """
    _counters[outcome].inc()


def figures() -> dict[str, int]:
    """Return how often each outcome was since the process began."""
    samples = (sample for metric in PAGE_CACHE.collect() for sample in metric.samples)
    return {
        sample.labels["outcome"]: int(sample.value)
        for sample in samples
        if sample.name.endswith("_total")
    }


def forget_all() -> None:
    """Forget all pages of this process, as a new one knows none."""
    _store.cache_clear()
    flights.clear()
