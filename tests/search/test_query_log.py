"""What is searched for is counted per site and day, in batches, and says nothing of people."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from search import query_log
from search.insights import tasks
from search.insights.models import QueryCount
from tests.networks import HUE, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(network):
    return network.tenants[0]


def counted() -> dict:
    """Return what is stored: searches and empty answers by place and query."""
    rows = QueryCount.everywhere.values_list("place", "query", "asked", "unanswered")
    return {(place, query): (asked, failed) for place, query, asked, failed in rows}


def hand_over() -> None:
    """Store what the process has gathered, as its next batch does."""
    query_log.store(query_log.gathering.take())


def test_searches_are_summed_by_site_and_query(network, commune):
    neighbour = network.tenants[1]
    for tenant, query, total in [
        (commune, "Sổ đỏ", 3), (commune, "sổ  ĐỎ", 0), (commune, "khai sinh", 2),
        (neighbour, "sổ đỏ", 1), (network.province_tenant, "sổ đỏ", 0),
    ]:  # fmt: skip
        query_log.count_query(tenant, query, total)
    hand_over()
    query_log.count_query(commune, "sổ đỏ", 1)
    hand_over()
    assert counted() == {
        ("05986", "sổ đỏ"): (3, 1), ("05986", "khai sinh"): (1, 0),
        ("06004", "sổ đỏ"): (1, 0), ("20", "sổ đỏ"): (1, 1),
    }  # fmt: skip


def test_a_search_costs_the_visitor_no_statement(commune):
    with queries_of() as statements:
        for _ in range(50):
            query_log.count_query(commune, "lịch tiếp dân", 1)
            query_log.count_query(commune, "cấp lại sổ hộ khẩu", 0)
    assert statements == []
    hand_over()
    assert counted()[("05986", "lịch tiếp dân")] == (50, 0)
    assert counted()[("05986", "cấp lại sổ hộ khẩu")] == (50, 50)


def test_a_batch_is_handed_over_when_its_time_has_come(commune, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(query_log, "gathering", query_log.Gathering(clock=lambda: now[0]))
    batches = []
    keep = SimpleNamespace(enqueue=lambda rows, _batch: batches.append(rows))
    monkeypatch.setattr(tasks, "store_counts", keep)
    asked = [(0, "một"), (29, "một"), (31, "hai"), (40, "hai"), (60, "ba"), (62, "ba")]
    for seconds, query in asked:
        now[0] = 1000.0 + seconds
        query_log.count_query(commune, query, 0)
    assert [[row[3:] for row in batch] for batch in batches] == [
        [("một", 2, 2), ("hai", 1, 1)],
        [("hai", 1, 1), ("ba", 2, 2)],
    ]


def test_a_task_that_runs_twice_counts_once(commune):
    query_log.count_query(commune, "khai sinh", 1)
    rows, batch = query_log.gathering.take(), str(uuid4())
    for _attempt in range(2):
        tasks.store_counts.call(rows, batch)
    assert counted() == {("05986", "khai sinh"): (1, 0)}


def test_one_process_holds_a_bounded_number_of_queries(commune, monkeypatch):
    monkeypatch.setattr(query_log, "MOST_IN_BATCH", 3)
    for word in ("một", "hai", "ba", "bốn", "một"):
        query_log.count_query(commune, word, 1)
    rows = query_log.gathering.take()
    assert {row[3]: row[4] for row in rows} == {"một": 2, "hai": 1, "ba": 1}


def test_nothing_of_the_person_is_stored(commune):
    query_log.count_query(commune, "0912345678", 0)
    query_log.count_query(commune, "bà Nguyễn Thị Ví Dụ", 0)
    hand_over()
    assert counted() == {}
    columns = {field.name for field in QueryCount._meta.concrete_fields}
    assert columns == {
        "id", "day", "place", "province", "commune", "query", "asked", "unanswered",
    }  # fmt: skip


def test_a_queue_that_fails_costs_nobody_an_answer(commune, monkeypatch):
    def refuse(_rows, _batch):
        raise ConnectionError("no queue")

    monkeypatch.setattr(tasks, "store_counts", SimpleNamespace(enqueue=refuse))
    monkeypatch.setattr(query_log, "SECONDS_BETWEEN_BATCHES", 0)
    query_log.count_query(commune, "khai sinh", 1)
    hand_over()
    assert counted() == {}


def test_old_counts_are_erased_every_night(commune, capsys):
    today = timezone.localdate()
    limit = today - settings.SEARCH_LOG_RETENTION
    for day, query in [(today, "mới"), (limit, "vừa"), (limit - timedelta(days=1), "cũ")]:
        QueryCount.everywhere.create(
            day=day, place="05986", province_id="20", commune_id="05986", query=query, asked=2
        )
    call_command("tend_search")
    assert {query for _place, query in counted()} == {"mới", "vừa"}
    assert "Số lượt tìm kiếm cũ đã xóa: 1" in capsys.readouterr().out


def test_frequent_queries_are_those_of_many_that_found_something(network, commune):
    build_network(HUE, 1)
    today = timezone.localdate()
    rows = [
        ("05986", "khai sinh", 9, 0, today), ("05986", "kết hôn", 12, 0, today),
        ("05986", "hiếm", 4, 0, today), ("05986", "không có", 30, 30, today),
        ("05986", "đã lâu", 50, 0, today - query_log.RECENT - timedelta(days=1)),
        ("06004", "của xã khác", 40, 0, today),
    ]  # fmt: skip
    for place, query, asked, failed, day in rows:
        QueryCount.everywhere.create(
            day=day, place=place, province_id="20", commune_id=place, query=query, asked=asked,
            unanswered=failed,
        )  # fmt: skip
    assert query_log.frequent_queries(commune) == ["kết hôn", "khai sinh"]
