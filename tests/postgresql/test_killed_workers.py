"""A worker that is killed with -9 anywhere loses no task, and nothing is done twice."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.networks import build_network

PROJECT = Path(__file__).resolve().parents[2]
# What stands in killed_worker.ROWS.
COUNTED = [5, 1]
# Live, found once, waiting no more, told once.
PUBLISHED = [1, 1, 0, 1]


@pytest.fixture
def deaths(transactional_db) -> Callable[[str], list[dict]]:
    """Tell what became of the deaths of workers at statements of a job."""
    build_network()
    found = connection.settings_dict
    address = f"postgres://{found['USER']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"

    def of(job: str) -> list[dict]:
        run = subprocess.run(
            [sys.executable, "-m", "tests.postgresql.killed_worker", job],
            env=os.environ | {
                "DATABASE_URL": address, "TASKS_IN_DATABASE": "true",
                "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
            },
            cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return [json.loads(line) for line in run.stdout.splitlines()]

    return of


def test_whatever_the_moment_a_killed_workers_task_is_done_once(deaths):
    found = deaths("counts")
    lost = [death for death in found if death["end"]["queue"] != ["SUCCESSFUL"]]
    wrong = [death for death in found if death["end"]["result"] != COUNTED]
    assert (lost, wrong) == ([], [])
    # The deaths lay before, within and after the work, also between doing and noting it.
    left = {(death["left"]["queue"][0], tuple(death["left"]["result"])) for death in found}
    assert {("READY", (0, 0)), ("RUNNING", (0, 0)), ("RUNNING", (5, 1))} <= left
    assert len(found) > 20


def test_whatever_the_moment_a_page_whose_publication_is_killed_is_published_once(
    deaths, record_property
):
    found = deaths("publishing")
    lost = [death for death in found if set(death["end"]["queue"]) != {"SUCCESSFUL"}]
    wrong = [death for death in found if death["end"]["result"] != PUBLISHED]
    assert (lost, wrong) == ([], [])
    # Nobody ever saw half of it, and some died between publishing and noting that it was done.
    left = [tuple(death["left"]["result"]) for death in found]
    assert {*left} == {(0, 0, 1, 0), tuple(PUBLISHED)}
    assert left.count((0, 0, 1, 0)) > 10
    record_property("figure", f"{len(found)} deaths")
