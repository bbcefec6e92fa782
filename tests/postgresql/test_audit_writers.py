"""Two people at the same second: the chain of a province stays one chain (two connections)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction
from django_scopes import scopes_disabled

from portal_network.audit.models import AuditChain, AuditEntry
from portal_network.audit.places import Place
from portal_network.audit.services import record
from portal_network.audit.verification import verify_chain
from portal_network.tenancy.models import Commune, Province

pytestmark = pytest.mark.django_db(transaction=True)

HERE, ELSEWHERE = Place("20"), Place("46")
PATIENCE = 20


def elsewhere(act: Callable[[], object]) -> Callable[[], object]:
    """Return what does something on a connection of its own and closes it."""

    def run() -> object:
        try:
            with scopes_disabled():
                return act()
        finally:
            connection.close()

    return run


def write(title: str, place: Place = HERE) -> AuditEntry:
    """Record something in a transaction of its own."""
    with transaction.atomic():
        return record("wagtail.edit", title=title, place=place)


def impatient(title: str, place: Place) -> AuditEntry:
    """Record something, but wait for nobody."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
        return record("wagtail.edit", title=title, place=place)


def titles(chain: str = "20") -> list[str]:
    """Return what is in a chain, in its order."""
    rows = AuditEntry.everywhere.filter(chain=chain).order_by("sequence")
    return list(rows.values_list("object_title", flat=True))


def test_this_runs_on_postgresql():
    assert connection.vendor == "postgresql"


def test_many_writers_at_once_make_one_whole_chain():
    with ThreadPoolExecutor(max_workers=6) as pool:
        jobs = [
            pool.submit(elsewhere(lambda number=number: write(f"Việc {number}")))
            for number in range(60)
        ]
        for job in jobs:
            job.result(timeout=PATIENCE)
    assert sorted(titles()) == sorted(f"Việc {number}" for number in range(60))
    assert list(verify_chain("20")) == []
    assert AuditChain.objects.get(pk="20").sequence == 60


def test_who_begins_a_chain_at_the_same_moment_continues_it():
    start = threading.Barrier(4)

    def begin(number: int) -> None:
        start.wait(timeout=PATIENCE)
        write(f"Việc {number}")

    with ThreadPoolExecutor(max_workers=4) as pool:
        jobs = [pool.submit(elsewhere(lambda number=number: begin(number))) for number in range(4)]
        for job in jobs:
            job.result(timeout=PATIENCE)
    assert len(titles()) == 4
    assert list(verify_chain("20")) == []


@pytest.fixture
def holder():
    """Hold the chain of Lạng Sơn in an open transaction until called: commit or roll back."""
    held, leave = threading.Event(), threading.Event()
    commits: list[bool] = []

    def hold() -> None:
        with transaction.atomic():
            record("wagtail.publish", title="Đang mở", place=HERE)
            held.set()
            assert leave.wait(timeout=PATIENCE)
            transaction.set_rollback(not commits[0])

    write("Đầu tiên")
    with ThreadPoolExecutor(max_workers=1) as pool:
        job = pool.submit(elsewhere(hold))
        assert held.wait(timeout=PATIENCE)

        def finish(*, commit: bool) -> None:
            commits.append(commit)
            leave.set()
            job.result(timeout=PATIENCE)

        yield finish
        if not commits:
            finish(commit=True)


def test_the_second_writer_of_a_province_waits_for_the_first(holder):
    with pytest.raises(OperationalError, match="lock timeout"):
        impatient("Không đợi", HERE)
    with ThreadPoolExecutor(max_workers=1) as pool:
        second = pool.submit(elsewhere(lambda: write("Thứ hai")))
        holder(commit=True)
        second.result(timeout=PATIENCE)
    assert titles() == ["Đầu tiên", "Đang mở", "Thứ hai"]
    assert list(verify_chain("20")) == []


def test_what_the_first_writer_takes_back_leaves_no_gap(holder):
    with ThreadPoolExecutor(max_workers=1) as pool:
        second = pool.submit(elsewhere(lambda: write("Thứ hai")))
        holder(commit=False)
        second.result(timeout=PATIENCE)
    assert titles() == ["Đầu tiên", "Thứ hai"]
    assert list(verify_chain("20")) == []


def test_another_province_waits_for_nobody(holder):
    write("Mở chuỗi", ELSEWHERE)
    assert impatient("Không đợi", ELSEWHERE).sequence == 2
    holder(commit=True)
    assert titles("46") == ["Mở chuỗi", "Không đợi"]


def test_reading_waits_for_nobody(holder):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
        assert titles() == ["Đầu tiên"]


def test_the_log_asks_nothing_of_the_places_themselves():
    assert not Province.objects.exists()
    assert not Commune.objects.exists()
    assert write("Không cần tỉnh").province_code == "20"
