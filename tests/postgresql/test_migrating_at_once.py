"""Several instances that start at once migrate one after the other."""

import threading
import time

import pytest
from django.core.management import get_commands
from django.db import connection, connections

from portal_network.work.management.commands.migrate import LOCK, only_one

pytestmark = pytest.mark.django_db(transaction=True)
INSTANCES = 3


def test_the_projects_own_command_is_the_one_that_runs():
    assert get_commands()["migrate"] == "portal_network.work"


def test_no_two_instances_migrate_at_the_same_time():
    inside, most = [], []

    def migrate() -> None:
        with only_one(connections["default"]):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.05)
            inside.pop()
        connection.close()

    threads = [threading.Thread(target=migrate) for _number in range(INSTANCES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert most == [1] * INSTANCES


def test_a_lock_dies_with_its_process():
    holder = connection.copy()
    with holder.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), pg_advisory_lock(%s)", [LOCK])
        backend, _nothing = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    with only_one(connection):
        pass
