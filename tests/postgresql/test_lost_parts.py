"""A running portal outlives what it needs: a real PostgreSQL and Redis that go and come back."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from commune_site.engagement.models import Rating
from portal_network.settings.components.tasks import task_backends
from portal_network.tenancy.models import Role
from search.insights.models import QueryCount
from search.insights.tasks import store_counts
from tests.edge.redis_server import Redis, running
from tests.factories import make_user
from tests.networks import TAM_THANH, build_network
from tests.outages import seconds_away
from tests.postgresql.ratings import RATE, ratings
from tests.postgresql.run import ACCOUNT, Server
from tests.postgresql.serving import Portal, under_load, until
from tests.small_disk import SmallDisk, mounted

# Views of several rooms, a file, a page that nobody has made. Of whoever has a session the database
# is asked before any view, also in the administration.
ADDRESSES = ("/tim-kiem/?q=a", "/danh-gia/ket-qua/", "/tep/1/a.pdf", "/khong-co/")
MOST_SECONDS_TO_HEAL = 30
MOST_FORMS = 5000


@pytest.fixture
def redis(tmp_path) -> Iterator[Redis]:
    """A Redis of its own."""
    with running(tmp_path) as one:
        yield one


@pytest.fixture
def portal(transactional_db, redis, tmp_path) -> Iterator[Portal]:
    """A portal that serves the usual network, with a worker."""
    build_network()
    one = Portal(tmp_path, redis.url)
    one.start()
    yield one
    one.stop()


@pytest.fixture
def database() -> Server:
    """The server of the tests, to be stopped and started."""
    state = os.environ.get("TEST_DATABASE_SERVER")
    if not state:
        pytest.skip("python -m tests.postgresql.run starts a server that may be stopped")
    return Server(Path(state), int(connection.settings_dict["PORT"]))


@pytest.fixture
def session(transactional_db, portal) -> str:
    """The cookie of an editor who has signed in."""
    browser = Client()
    browser.force_login(make_user(Role.EDITOR, TAM_THANH))
    return "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())


@pytest.fixture
def rating(portal) -> Callable[[str], dict[str, str]]:
    """Make a form as somebody sends it who has taken the time to fill it in."""
    return ratings(MOST_FORMS)


def tablespace_folder(disk: SmallDisk) -> Path:
    """Make a folder of the disk the database server's."""
    folder = disk.folder / "tables"
    folder.mkdir()
    shutil.chown(folder, ACCOUNT)
    return folder


def test_a_database_that_crashes_under_load_is_told_calmly_and_loses_nothing(
    portal, session, database, rating, settings, record_property
):
    settings.TASKS = task_backends(in_database=True)
    assert portal.ask("/").status == 200
    assert portal.ask("/quan-tri/", Cookie=session).status in (200, 302)
    with under_load(portal, RATE, rating) as load:
        until(lambda: len(load.acknowledged) > 5, 60)
        connection.close()
        database.stop()
        answers = [portal.ask(path) for path in ADDRESSES]
        answers += [portal.ask(path, Cookie=session) for path in (*ADDRESSES, "/quan-tri/")]
        answers.append(portal.ask(RATE, sent=rating("một phiếu")))
        at_the_edge = portal.ask("/khong-co/", X_Edge_Stands_In="1")
        sent_at_the_edge = portal.ask(RATE, sent=rating("phiếu khác"), X_Edge_Stands_In="1")
        alive, ready = portal.ask("/healthz"), portal.ask("/readyz")
        database.start()
        healed = until(
            lambda: portal.ask("/quan-tri/", Cookie=session).status in (200, 302),
            MOST_SECONDS_TO_HEAL,
        )
        store_counts.enqueue([["2026-11-02", "20", "05986", "lịch", 2, 0]], str(uuid4()))
        before = len(load.acknowledged)
        until(lambda: len(load.acknowledged) > before + 5, 60)
        until(QueryCount.everywhere.all().exists, 2 * MOST_SECONDS_TO_HEAL)
    for answer in answers:
        assert (answer.status, answer.headers.get("retry-after")) == (503, "60"), answer.text
        assert "no-store" in answer.headers["cache-control"]
        assert 'lang="vi"' in answer.text
        assert "<h1>Cổng tạm thời không truy cập được dữ liệu</h1>" in answer.text
    assert (at_the_edge.status, sent_at_the_edge.status) == (504, 503)
    assert (alive.status, ready.status) == (200, 503)
    assert load.statuses == {201, 503}
    stored = list(Rating.everywhere.values_list("remark", flat=True))
    assert set(load.acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    record_property(
        "figure", f"healed {healed:.1f} s after it was back; {len(stored)} forms kept, none lost"
    )


def test_a_database_that_is_restarted_under_load_loses_nothing_and_is_found_again(
    portal, session, database, rating, record_property
):
    with under_load(portal, RATE, rating) as load:
        until(lambda: len(load.acknowledged) > 5, 60)
        connection.close()
        database.restart()
        before = len(load.acknowledged)
        healed = until(lambda: len(load.acknowledged) > before, MOST_SECONDS_TO_HEAL)
        until(lambda: len(load.acknowledged) > before + 5, 60)
        assert portal.ask("/quan-tri/", Cookie=session).status in (200, 302)
    assert load.statuses <= {201, 503}
    stored = list(Rating.everywhere.values_list("remark", flat=True))
    assert set(load.acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    record_property(
        "figure", f"healed {healed:.1f} s after it was back; {len(stored)} forms kept, none lost"
    )


@pytest.fixture
def small_disk(portal, database) -> Iterator[SmallDisk]:
    """A disk of a few megabytes on which the database keeps the ratings."""
    # The server's account cannot look into the folders of tests.
    with mounted(database.state / "small", megabytes=4) as disk:
        table, place = Rating._meta.db_table, tablespace_folder(disk)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE small")
        yield disk
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
            cursor.execute("DROP TABLESPACE small")


def test_a_disk_of_the_database_that_is_full_is_told_and_loses_nothing(
    portal, small_disk, rating, record_property
):
    with under_load(portal, RATE, rating) as load:
        until(lambda: len(load.acknowledged) > 5, 60)
        small_disk.fill()
        until(lambda: 503 in load.statuses, 60)
        refused = portal.ask(RATE, sent=rating("một phiếu"))
        pages = {portal.ask(path).status for path in ("/", "/tim-kiem/?q=a")}
        small_disk.free()
        before = len(load.acknowledged)
        healed = until(lambda: len(load.acknowledged) > before, MOST_SECONDS_TO_HEAL)
    assert (refused.status, refused.headers.get("retry-after")) == (503, "60")
    assert "Máy chủ tạm thời hết chỗ lưu nội dung gửi đến" in refused.text
    assert pages == {200}
    assert load.statuses == {201, 503}
    stored = list(Rating.everywhere.values_list("remark", flat=True))
    assert set(load.acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    record_property(
        "figure", f"healed {healed:.1f} s after there was room; {len(stored)} forms, none lost"
    )


def test_redis_goes_and_comes_back_and_nobody_but_the_log_notices(
    portal, session, redis, rating, record_property
):
    visits = {"/": "", "/tim-kiem/?q=a": "", RATE: "", "/quan-tri/": session}
    usual = {path: portal.ask(path, Cookie=cookie).status for path, cookie in visits.items()}
    redis.stop()
    without = {path: portal.ask(path, Cookie=cookie).status for path, cookie in visits.items()}
    assert without == usual
    assert portal.ask(RATE, sent=rating("không có Redis")).status == 201
    time.sleep(seconds_away())
    ready = portal.ask("/readyz")
    assert (ready.status, '"degraded"' in ready.text) == (200, True)
    redis.start()
    healed = until(lambda: '"ready"' in portal.ask("/readyz").text, MOST_SECONDS_TO_HEAL)
    assert Rating.everywhere.count() == 1
    record_property("figure", f"healed {healed:.1f} s after it was back")
