"""The one store of this process, its flights and its figures."""

from functools import cache

from django.conf import settings

from portal_network.delivery.monitoring.figures import PAGE_CACHE
from portal_network.delivery.page_cache.flights import Flights
from portal_network.delivery.page_cache.store import PageStore

MEGABYTE = 1024 * 1024

flights = Flights()
# Looked up once: it is counted at every request.
_counters = {name: PAGE_CACHE.labels(name) for name in ("hit", "miss", "shared", "pass")}


@cache
def _store(is_shared: bool, megabytes: int) -> PageStore:
    return PageStore(is_shared=is_shared, capacity=megabytes * MEGABYTE)


def store() -> PageStore:
    """Return the store, as the settings want it."""
    return _store(settings.PAGE_CACHE == "shared", settings.PAGE_CACHE_MEGABYTES)


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
