"""Several instances that start at once migrate one after the other."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import get_commands
from django.db import connection, connections

from portal_network.settings.environment import PROJECT_ROOT
from portal_network.work.management.commands.migrate import LOCK, only_one
from tests.postgresql.copies import copy_database
from tests.postgresql.serving import until
from tests.postgresql.workers import WORKERS, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
INSTANCES = 3
WAITING = "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database " \
    "WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"  # fmt: skip


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

    all_at_once(migrate)
    assert most == [1] * WORKERS


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


@pytest.fixture
def older_database(transactional_db) -> Iterator[str]:
    """The address of a database that lacks the tables of one room."""
    name, here = "portal_older", connection.settings_dict
    copy_database(here["NAME"], name)
    address = f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{name}"
    with psycopg.connect(address) as older:
        older.execute("DROP TABLE work_scheduledrun, work_worker")
        older.execute("DELETE FROM django_migrations WHERE app = 'work'")
    yield address
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_of_real_processes_that_migrate_at_once_one_does_and_the_others_find_it_done(
    older_database, record_property
):
    environment = os.environ | {
        "DATABASE_URL": older_database, "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
    }  # fmt: skip
    with psycopg.connect(older_database, autocommit=True) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        processes = [
            subprocess.Popen(
                [sys.executable, "-W", "ignore", "manage.py", "migrate"], cwd=PROJECT_ROOT,
                env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )
            for _number in range(INSTANCES)
        ]  # fmt: skip
        try:
            until(lambda: holder.execute(WAITING).fetchone() == (INSTANCES,), 120)
            holder.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            said = [process.communicate(timeout=120)[0] for process in processes]
        finally:
            for process in processes:
                process.kill()
    assert [process.returncode for process in processes] == [0] * INSTANCES, said
    assert sum("Applying work.0001" in text for text in said) == 1
    assert sum("No migrations to apply" in text for text in said) == INSTANCES - 1
    record_property("figure", f"{INSTANCES} processes")
