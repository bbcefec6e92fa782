"""Benchmark: screens of the administration in networks of 10 to 3,321 communes; no timed assertion.

``make bench`` runs it, ``BENCH=reduced`` with two small networks. The base of each ratio is a
network of the same run: for the commune the smallest, for the province the first that holds all of
its own communes, because until then it is its own rows that grow.
"""

import json
import os
import subprocess
import sys
import tempfile

from portal_network.settings.environment import PROJECT_ROOT

REDUCED = os.environ.get("BENCH") == "reduced"
SIZES = [10, 65] if REDUCED else [10, 65, 1000, 3321]
# Lạng Sơn, whose administrator opens the screens.
PROVINCE_COMMUNES = 65
MOST_QUERIES = 40
HEAVIEST = 200_000


def measure() -> list[dict]:
    """Grow one network through all sizes in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as state:
        environment = {
            name: value for name, value in os.environ.items() if name != "SECTION_REGISTRY_FILE"
        } | {
            "PORTAL_STATE_DIR": state,
            "TEST_DATABASE_URL": f"sqlite:///{state}/portal.sqlite3",
            "LOG_LEVEL": "ERROR",
        }
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.admin_run",
             *map(str, SIZES)],
            env=environment, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


def test_screens_of_the_administration():
    rows = measure()
    complete = [
        row for row in rows if row["who"] == "commune" or row["communes"] >= PROVINCE_COMMUNES
    ]
    base = {row["who"]: row["screens"] for row in reversed(complete)}
    print("\ncommunes  who       screen                     ms  ratio  queries      bytes")
    for row in rows:
        for name, shown in row["screens"].items():
            ratio = shown["milliseconds"] / base[row["who"]][name]["milliseconds"]
            print(
                f"{row['communes']:8}  {row['who']:<8}  {name:<22} {shown['milliseconds']:7.1f}"
                f"  {ratio:5.2f}  {shown['queries']:7}  {shown['bytes']:9,}"
            )
            assert shown["status"] == 200, (row["communes"], name)
            assert shown["queries"] <= MOST_QUERIES, (row["communes"], name)
            assert shown["bytes"] <= HEAVIEST, (row["communes"], name)
            assert not shown["foreign"], (row["communes"], name, shown["foreign"][:3])
