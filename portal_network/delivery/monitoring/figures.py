"""The figures that Prometheus collects; every name that dashboard and alert rules use is made here.

With several processes ``PROMETHEUS_MULTIPROC_DIR`` names the folder in which each keeps its own
(``deploy/gunicorn.conf.py`` sets it).
"""

import os
from functools import cache
from typing import TYPE_CHECKING

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from portal_network.tenancy.directory import Tenant

# Seconds: from a kept page to what a visitor gives up on.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter(
    "portal_requests",
    "Answers, by kind of site (xa, phuong, dac_khu, province, none), area and class of status",
    ["site", "area", "status"],
)
SECONDS = Histogram(
    "portal_request_seconds", "Time from request to answer, by area", ["area"], buckets=BUCKETS
)
PAGE_CACHE = Counter(
    "portal_page_cache",
    "Requests for public pages: hit, miss, shared (made for another meanwhile), pass (not kept)",
    ["outcome"],
)
PAGE_CACHE_BYTES = Gauge(
    "portal_page_cache_bytes", "Memory that kept pages take", multiprocess_mode="livesum"
)
PUBLISHED_SECONDS = Histogram(
    "portal_publish_to_visible_seconds",
    "From publication to when no kept page shows the old state any longer",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
SLOW_QUERIES = Counter("portal_slow_queries", "Queries that took longer than SLOW_QUERY_SECONDS")
TASKS_WAITING = Gauge(
    "portal_tasks_waiting", "Tasks in the queue that are due", multiprocess_mode="mostrecent"
)
TASK_AGE = Gauge(
    "portal_task_queue_age_seconds",
    "For how long the oldest due task has waited",
    multiprocess_mode="mostrecent",
)
TASKS_FAILED = Gauge(
    "portal_tasks_failed", "Tasks that were given up", multiprocess_mode="mostrecent"
)
SEARCH_FALLBACKS = Counter(
    "portal_search_fallbacks",
    "Questions that the database answered for the search server: unavailable, rested, refused",
    ["reason"],
)
SEARCH_CHANGES_WAITING = Gauge(
    "portal_search_changes_waiting",
    "Changes of which the search server has not been told yet",
    multiprocess_mode="mostrecent",
)
BACKUP_AGE = Gauge(
    "portal_backup_age_seconds",
    "How long ago the last backup of the installation was taken",
    multiprocess_mode="mostrecent",
)
PART_WORKS = Gauge(
    "portal_part_works",
    "Whether a part that the portal needs answers (1) or not (0)",
    ["part"],
    multiprocess_mode="mostrecent",
)
PART_SECONDS = Gauge(
    "portal_part_seconds",
    "How long a part took to answer",
    ["part"],
    multiprocess_mode="mostrecent",
)

AREAS = (
    ("/quan-tri/", "admin"),
    ("/tim-kiem/", "search"),
    ("/tep/", "files"),
    ("/media/", "files"),
)


def area_of(path: str) -> str:
    """Return the part of the portal that an address belongs to."""
    return next((area for start, area in AREAS if path.startswith(start)), "public")


def site_of(tenant: "Tenant | None") -> str:
    """Return the kind of the site that was asked: never which one."""
    if tenant is None:
        return "none"
    return tenant.unit_kind if tenant.is_commune else "province"


def count_request(path: str, tenant: "Tenant | None", status: int, seconds: float) -> None:
    """Count an answer and how long it took."""
    seconds_of, requests_of = _counters_of(area_of(path), site_of(tenant), f"{status // 100}xx")
    seconds_of.observe(seconds)
    requests_of.inc()


@cache
def _counters_of(area: str, site: str, status: str) -> tuple[Histogram, Counter]:
    # Looked up once: it is counted at every request.
    return SECONDS.labels(area), REQUESTS.labels(site, area, status)


def exposition() -> bytes:
    """Return all figures in Prometheus' text format, of all processes together."""
    if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return generate_latest(together)
