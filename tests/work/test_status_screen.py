"""Operators see what works and what was given up, and try it again; for others there is nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal_network.delivery.monitoring import readiness
from portal_network.tenancy.models import Role
from portal_network.work.attempts import MOST_ATTEMPTS
from portal_network.work.worker import say_alive
from tests.factories import make_user
from tests.query_counts import queries_of
from tests.work.queue_rows import row

pytestmark = pytest.mark.django_db
ADDRESS = reverse("work_status")


@pytest.fixture(autouse=True)
def _asked_anew():
    readiness.forget()
    yield
    readiness.forget()


@pytest.fixture
def operator(network, operator_client, settings):
    settings.TASKS = settings.TASKS | {
        "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}
    }
    return operator_client(network.province)


def give_up(**fields) -> DBTaskResult:
    return row(
        TaskResultStatus.FAILED, attempts=MOST_ATTEMPTS, finished_at=timezone.now(), **fields
    )


def test_a_task_that_was_given_up_is_shown_and_tried_again(operator):
    task = give_up(arguments=[4711])
    say_alive("one")
    text = operator.get(ADDRESS).content.decode()
    for shown in ("examine_file 4711", "OSError", "Cơ sở dữ liệu", "Kho tệp", "Thử lại"):
        assert shown in text
    answer = operator.post(ADDRESS, {"task": str(task.pk)}, follow=True)
    assert "Công việc sẽ được chạy lại." in answer.content.decode()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    again = operator.post(ADDRESS, {"task": str(task.pk)}, follow=True)
    assert "không còn nữa" in again.content.decode()
    assert operator.post(ADDRESS, {"task": "x"}).status_code == 404


def test_a_part_that_fails_is_shown_with_what_it_means(operator, monkeypatch):
    def fail():
        raise OSError("mật khẩu=bí mật")

    monkeypatch.setitem(readiness.PARTS, "storage", fail)
    text = operator.get(ADDRESS).content.decode()
    assert "hình ảnh và tệp có thể không mở được" in text
    assert "bí mật" not in text
    assert "Không có tiến trình nào xử lý hàng đợi" in text


def test_what_people_searched_for_is_not_shown(operator):
    give_up(path="search.insights.tasks.store_counts", arguments=[[["số điện thoại"]], "key"])
    assert "số điện thoại" not in operator.get(ADDRESS).content.decode()


def test_many_tasks_cost_no_more_queries(operator):
    def count() -> int:
        with queries_of() as statements:
            assert operator.get(ADDRESS).status_code == 200
        return len(statements)

    for _ in range(2):
        give_up()
    operator.get(ADDRESS)
    few = count()
    for _ in range(58):
        give_up()
    assert count() == few


@pytest.mark.parametrize("role", [Role.PROVINCE_ADMINISTRATOR, None])
def test_nobody_else_finds_the_screen(network, client_for, role):
    task = give_up()
    client = client_for(network.province, make_user(role, network.province) if role else None)
    for answer in (client.get(ADDRESS), client.post(ADDRESS, {"task": str(task.pk)})):
        assert answer.status_code == (404 if role else 302)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
