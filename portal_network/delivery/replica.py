"""Public pages are read from a copy of the database (``DATABASE_REPLICA_URL``), where there is one.

A copy is behind by moments. It is asked only once it holds everything that was committed when the
last kept page was dropped (see ``page_cache``), so what has been published is seen at once, and
nothing later than after ``OLDEST`` seconds. Everything else goes to the primary: whoever has a
session, forms, files, the administration, and whatever follows a write of the same request. Without
the copy the primary answers alone.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from portal_network.delivery.page_cache import caches

logger = logging.getLogger(__name__)

PRIMARY, REPLICA = "default", "replica"
# Views that show the same to everybody and write nothing that their reader waits for.
PUBLIC_VIEWS = frozenset(
    ["wagtail_serve", "search", "site-map", "sitemap", "sitemap-section", "feed"]
)
# Seconds: how far behind the copy may be where nothing was dropped; for how long one that does not
# answer is left alone.
OLDEST, LEFT_ALONE = 10.0, 5.0

_reads_from: ContextVar[str] = ContextVar("reads_from", default=PRIMARY)


class ReplicaRouter:
    """Sends what a public page reads to the copy, everything else to the primary."""

    def db_for_read(self, model: type, **hints: object) -> str:
        """Return the copy while a public page is made outside of a transaction."""
        if _reads_from.get() == REPLICA and not connections[PRIMARY].in_atomic_block:
            return REPLICA
        return PRIMARY

    def db_for_write(self, model: type, **hints: object) -> str:
        """Return the primary, to which also the rest of the request goes: it sees what it wrote."""
        _reads_from.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, first: object, second: object, **hints: object) -> bool:
        """Both databases hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """The copy is written by PostgreSQL alone."""
        return db == PRIMARY


class Freshness:
    """What this process knows of how far the copy has come; shared by its threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clock: int | None = None
        self._needed = ""
        self._needed_at = -OLDEST
        self._closed_until = 0.0

    def is_fresh(self, clock: int | None) -> bool:
        """Tell whether the copy holds everything that was committed before ``clock``.

        ``clock`` is the time of the last drop of kept pages, None where it cannot be told. One
        query to the copy, and one to the primary after each drop or every ``OLDEST`` seconds.
        """
        if clock is None or monotonic() < self._closed_until:
            return False
        needed = self._position(clock)
        try:
            with connections[REPLICA].cursor() as cursor:
                cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [needed])
                return bool(cursor.fetchone()[0])
        except DatabaseError as error:
            self.leave_alone(error)
            return False

    def leave_alone(self, error: Exception) -> None:
        """Ask the copy nothing for a while."""
        # Its kind alone: the text names hosts and accounts.
        logger.warning("the read replica: %s", type(error.__cause__ or error).__name__)
        connections[REPLICA].close()
        self._closed_until = monotonic() + LEFT_ALONE

    def _position(self, clock: int) -> str:
        with self._lock:
            known, at = (self._needed if clock == self._clock else ""), self._needed_at
        if known and monotonic() - at < OLDEST:
            return known
        now = monotonic()
        with connections[PRIMARY].cursor() as cursor:
            # After the drop was read: it is written when its commit is done.
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            found = cursor.fetchone()[0]
        with self._lock:
            self._clock, self._needed, self._needed_at = clock, found, now
        return found


freshness = Freshness()


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """While it lasts, let public reads of this thread go to a database."""
    token = _reads_from.set(alias)
    try:
        yield
    finally:
        _reads_from.reset(token)


class ReplicaMiddleware:
    """Innermost: lets ``PUBLIC_VIEWS`` read from the copy, and from the primary if it fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.personal_cookies = (settings.SESSION_COOKIE_NAME, "messages")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on; what a view chose ends with it."""
        with reading_from(PRIMARY):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args: tuple, kwargs: dict) -> None:
        """Choose the copy for what is public, while it is fresh."""
        if self._is_public(request):
            request._replica_view = (view, args, kwargs)
            if freshness.is_fresh(caches.store().clock()):
                _reads_from.set(REPLICA)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Make the page once more, from the primary, when the copy went away meanwhile."""
        if _reads_from.get() != REPLICA or not isinstance(exception, DatabaseError):
            return None
        freshness.leave_alone(exception)
        _reads_from.set(PRIMARY)
        view, args, kwargs = request._replica_view
        return view(request, *args, **kwargs)

    def _is_public(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and request.resolver_match.view_name in PUBLIC_VIEWS
            and "HTTP_AUTHORIZATION" not in request.META
            and not any(name in request.COOKIES for name in self.personal_cookies)
        )
