"""A worker that is killed with -9 anywhere loses no task, and nothing is done twice."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.networks import build_network

PROJECT = Path(__file__).resolve().parents[2]
# What stands in killed_worker.ROWS.
COUNTED = [5, 1]


@pytest.fixture
def deaths(transactional_db) -> list[dict]:
    """Return what became of the deaths of workers, at each statement of a run."""
    build_network()
    found = connection.settings_dict
    address = f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    run = subprocess.run(
        [sys.executable, "-m", "tests.postgresql.killed_worker"],
        env=os.environ | {
            "DATABASE_URL": address, "TASKS_IN_DATABASE": "true",
            "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
        },
        cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_whatever_the_moment_a_killed_workers_task_is_done_once(deaths):
    lost = [death for death in deaths if death["end"]["queue"] != ["SUCCESSFUL"]]
    wrong = [death for death in deaths if death["end"]["counted"] != COUNTED]
    assert (lost, wrong) == ([], [])
    # The deaths lay before, within and after the work, also between doing and noting it.
    left = {(death["left"]["queue"][0], tuple(death["left"]["counted"])) for death in deaths}
    assert {("READY", (0, 0)), ("RUNNING", (0, 0)), ("RUNNING", (5, 1))} <= left
    assert len(deaths) > 20
