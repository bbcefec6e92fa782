"""Public pages are read from a PostgreSQL that follows the primary, and never from an old state."""

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from portal_network.tenancy.models import Commune
from tests.edge.redis_server import running
from tests.factories import make_article
from tests.networks import TAM_THANH, build_network
from tests.postgresql.run import Server, free_port
from tests.postgresql.serving import Portal, until

POOL = 2
# Asks the view each time: no page of this kind is kept.
ANEW = "?ban-in"
# What is asked of the copy before it is trusted.
QUESTION = "pg_last_wal_replay_lsn"


@dataclass(frozen=True, slots=True)
class Copy:
    """A server that follows the one of the tests."""

    server: Server

    @property
    def address(self) -> str:
        """Return the address of the tests' database on it."""
        here = connection.settings_dict
        return f"postgres://{here['USER']}@127.0.0.1:{self.server.port}/{here['NAME']}"

    def ask(self, sql: str) -> list[tuple]:
        """Return the rows of a query."""
        with psycopg.connect(self.address, autocommit=True) as line:
            cursor = line.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def queries(self) -> list[tuple[str, object]]:
        """Return the last query of each connection of others, and when it began."""
        return self.ask(
            "SELECT query, query_start FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )

    def was_read(self) -> bool:
        """Tell whether the last query asked for more than how far the copy has come."""
        last = max(self.queries(), key=lambda one: one[1], default=("", None))[0]
        return bool(last) and QUESTION not in last


@pytest.fixture
def copy(transactional_db) -> Iterator[Copy]:
    """A copy of the server of the tests."""
    state = Path(tempfile.mkdtemp(prefix="portal-replica-"))
    server = Server(state, free_port())
    server.copy(int(connection.settings_dict["PORT"]))
    server.start()
    try:
        yield Copy(server)
    finally:
        server.stop()
        shutil.rmtree(state, ignore_errors=True)


@pytest.fixture
def portal(transactional_db, copy, tmp_path, settings) -> Iterator[Portal]:
    """A portal that reads from the copy; the test drops kept pages where it looks for them."""
    with running(tmp_path) as redis:
        settings.CACHES = {
            "default": {
                "BACKEND": "portal_network.delivery.lenient_cache.LenientRedisCache",
                "LOCATION": redis.url,
            }
        }
        settings.PAGE_CACHE = "shared"
        one = Portal(
            tmp_path, redis.url,
            settings={"DATABASE_REPLICA_URL": copy.address, "DATABASE_POOL_SIZE": str(POOL)},
        )  # fmt: skip
        build_network()
        one.start()
        try:
            yield one
        finally:
            one.stop()


def test_public_pages_come_from_the_copy_and_what_was_published_is_seen_at_once(portal, copy):
    until(lambda: portal.ask(f"/{ANEW}").status == 200 and copy.was_read(), 30)
    copy.ask("SELECT pg_wal_replay_pause()")
    article = make_article(Commune.objects.get(pk=TAM_THANH), title="Tin vừa đăng")
    article.save_revision().publish()
    path = urlsplit(article.full_url).path
    assert "Tin vừa đăng" in portal.ask(path).text
    assert "Tin vừa đăng" in portal.ask(path + ANEW).text
    assert not copy.was_read()
    copy.ask("SELECT pg_wal_replay_resume()")
    until(lambda: portal.ask(path + ANEW).status == 200 and copy.was_read(), 30)
    # Whoever brings a session reads what they may have written a moment ago.
    before = max(began for _query, began in copy.queries())
    assert portal.ask(path + ANEW, Cookie="sessionid=khong-co").status == 200
    assert max(began for _query, began in copy.queries()) == before
    copy.server.stop()
    assert portal.ask(path + ANEW).status == 200
    copy.server.start()
    until(lambda: portal.ask(path + ANEW).status == 200 and copy.was_read(), 30)


def test_a_process_opens_no_more_connections_than_its_pool_holds(portal, copy):
    with ThreadPoolExecutor(4 * POOL) as visitors:
        answers = list(visitors.map(lambda _number: portal.ask(f"/{ANEW}"), range(40)))
    assert {answer.status for answer in answers} == {200}
    assert 1 <= len(copy.queries()) <= POOL
