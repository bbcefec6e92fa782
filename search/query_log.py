"""Counts what is searched for on a site: numbers of queries per day, nothing of any person (R82).

A request adds to a table in the memory of its process and goes on. Now and then what has gathered
is handed to a task, which adds it to the rows. A process that ends takes along what it had not
handed over yet: counts, not records.
"""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from uuid import UUID, uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from portal_network.tenancy.directory import Tenant
from search.insights.models import LONGEST_QUERY, QueryCount, StoredBatch
from search.personal import may_name_a_person
from search.text import clean_query, compose, tokens

logger = logging.getLogger(__name__)

# Seconds between two batches of one process, and how many queries one holds at most.
SECONDS_BETWEEN_BATCHES = 30
MOST_IN_BATCH = 500
# What many ask is suggested to others: so often within so many days, on one site.
RECENT = timedelta(days=30)
FEWEST_ASKED = 5
MOST_FREQUENT = 200
SECONDS_REMEMBERED = 600

# Day (ISO), province, commune or "", query -> searches, searches that found nothing.
Key = tuple[str, str, str, str]
Row = tuple[str, str, str, str, int, int]


class Gathering:
    """What one process has counted since it last handed its counts over.

    ``clock`` tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._counts: dict[Key, list[int]] = {}
        self._handed_over_at = clock()
        self._lock = Lock()

    def add(self, key: Key, *, is_answered: bool) -> list[Row]:
        """Count one search; return what is to be handed over now, mostly nothing."""
        with self._lock:
            if key in self._counts or len(self._counts) < MOST_IN_BATCH:
                count = self._counts.setdefault(key, [0, 0])
                count[0] += 1
                count[1] += not is_answered
            if self._clock() - self._handed_over_at < SECONDS_BETWEEN_BATCHES:
                return []
            return self._take()

    def take(self) -> list[Row]:
        """Return everything that was counted and begin anew."""
        with self._lock:
            return self._take()

    def _take(self) -> list[Row]:
        rows = [(*key, asked, unanswered) for key, (asked, unanswered) in self._counts.items()]
        self._counts, self._handed_over_at = {}, self._clock()
        return rows


gathering = Gathering()


def normalised(query: str) -> str:
    """Return a query as it is counted, or an empty text where it must not be.

    One spelling, lower case, one space between words; without what may be about a person, and
    without what is too long to be asked twice.
    """
    line = compose(clean_query(query)).strip(" .,;:!?\"'“”")
    if not tokens(line) or len(line) > LONGEST_QUERY or may_name_a_person(clean_query(query)):
        return ""
    return line


def count_query(tenant: Tenant, query: str, total: int) -> None:
    """Count a search on the site of ``tenant`` that found ``total`` things; never fails."""
    line = normalised(query)
    if not line:
        return
    commune = tenant.code if tenant.is_commune else ""
    key = (timezone.localdate().isoformat(), tenant.province_code, commune, line)
    if not (rows := gathering.add(key, is_answered=total > 0)):
        return
    from search.insights.tasks import store_counts

    try:
        store_counts.enqueue(rows, str(uuid4()))
    except Exception:
        # A statistic must not cost a visitor the answer, whatever the queue says.
        logger.exception("Counts of searches were lost")


@transaction.atomic
def store_once(batch: UUID, rows: list[Row]) -> None:
    """Add counts unless this batch was added before: a worker may die between doing and noting."""
    _row, is_new = StoredBatch.objects.get_or_create(pk=batch)
    if is_new:
        store(rows)


def store(rows: list[Row]) -> None:
    """Add counts to what is stored; three statements and one for each query."""
    keys = [
        QueryCount(
            day=date.fromisoformat(day), place=commune or province, province_id=province,
            commune_id=commune or None, query=query,
        )
        for day, province, commune, query, *_counts in rows
    ]  # fmt: skip
    QueryCount.everywhere.bulk_create(keys, ignore_conflicts=True)
    for key, row in zip(keys, rows, strict=True):
        QueryCount.everywhere.filter(place=key.place, day=key.day, query=key.query).update(
            asked=F("asked") + row[4], unanswered=F("unanswered") + row[5]
        )


def erase_old_counts() -> int:
    """Delete counts older than ``SEARCH_LOG_RETENTION``; return how many."""
    # No task is tried for longer than a day.
    StoredBatch.objects.filter(stored_at__lt=timezone.now() - timedelta(days=7)).delete()
    limit = timezone.localdate() - settings.SEARCH_LOG_RETENTION
    return QueryCount.everywhere.filter(day__lt=limit).delete()[0]


def frequent_queries(tenant: Tenant) -> list[str]:
    """Return what many search for on a site and find, most frequent first; kept for ten minutes.

    ``FEWEST_ASKED`` times within ``RECENT`` days: what hardly anybody asks is nobody's business.
    """
    return cache.get_or_set(
        f"search-frequent:{tenant.key}", lambda: _read_frequent(tenant), SECONDS_REMEMBERED
    )


def _read_frequent(tenant: Tenant) -> list[str]:
    since = timezone.localdate() - RECENT
    rows = QueryCount.everywhere.filter(place=tenant.code, day__gte=since).values("query")
    found = rows.annotate(times=Sum("asked"), failed=Sum("unanswered"))
    frequent = found.filter(times__gte=FEWEST_ASKED, failed=0).order_by("-times", "query")
    return list(frequent.values_list("query", flat=True)[:MOST_FREQUENT])
