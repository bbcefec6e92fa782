"""Benchmark: the queue with 10,000 texts waiting in 3,321 communes; no timed assertion.

``make bench`` runs it on SQLite, or on the empty PostgreSQL database that ``TEST_DATABASE_URL``
names; ``BENCH=reduced`` with a small network.
"""

import json
import os
import subprocess
import sys
import tempfile

from portal_network.settings.environment import PROJECT_ROOT

REDUCED = os.environ.get("BENCH") == "reduced"
COMMUNES, WAITING = (20, 200) if REDUCED else (3321, 10_000)
MOST_QUERIES = {"home": 40}
MOST_QUERIES_OF_A_LIST = 12


def measure() -> list[dict]:
    """Fill a network and ask it, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as state:
        database = os.environ.get("TEST_DATABASE_URL", f"sqlite:///{state}/portal.sqlite3")
        environment = {
            name: value for name, value in os.environ.items() if name != "SECTION_REGISTRY_FILE"
        } | {"PORTAL_STATE_DIR": state, "TEST_DATABASE_URL": database, "LOG_LEVEL": "ERROR"}
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.queue_run",
             str(COMMUNES), str(WAITING)],
            env=environment, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


def test_the_queue():
    print(
        "\ndatabase    communes  waiting  who               screen                    ms  queries"
    )
    for row in measure():
        for name, shown in row["screens"].items():
            print(
                f"{row['database']:<11} {row['communes']:8}  {row['own']:7}  {row['who']:<16}  "
                f"{name:<20} {shown['milliseconds']:7.1f}  {shown['queries']:7}"
            )
            assert shown["status"] == 200, (row["who"], name)
            most = MOST_QUERIES.get(name, MOST_QUERIES_OF_A_LIST)
            assert shown["queries"] <= most, (row["who"], name)
