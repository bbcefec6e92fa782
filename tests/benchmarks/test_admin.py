"""Benchmark: screens of the administration in networks of 10 to 3,321 communes; no timed assertion.

``make bench`` grows a network on a PostgreSQL of its own to 3,321 communes with a million pages;
``BENCH=reduced`` keeps to two small ones. The base of each ratio is a network of the same run: for
people of the commune and operators the smallest, for those of the province the first that holds
all of its own communes, because until then it is its own rows that grow. Targets are printed with
pass or FAIL; queries, bytes and names are asserted.
"""

import json
import os
import subprocess
import sys

import pytest

from portal_network.settings.environment import PROJECT_ROOT
from tests.benchmarks.servers import Target
from tests.postgresql.run import programs, server

REDUCED = os.environ.get("BENCH") == "reduced"
# Pages of each commune, sizes of the network.
EACH, SIZES = (5, [10, 65]) if REDUCED else (301, [10, 65, 1000, 3321])
# Lạng Sơn, whose people open the screens.
PROVINCE_COMMUNES = 65
MOST_QUERIES, HEAVIEST = 40, 200_000
SLOWEST, SLOWEST_OF_OPERATORS, GROWTH = 400, 1000, 1.25


def measure(state: str) -> list[dict]:
    """Grow one network through all sizes in a process of its own."""
    environment = {
        name: value for name, value in os.environ.items() if name != "SECTION_REGISTRY_FILE"
    }
    with server() as own:
        environment |= {
            "PORTAL_STATE_DIR": state, "TEST_DATABASE_URL": own.address, "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.admin_run", str(EACH),
             *map(str, SIZES)],
            env=environment, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


def test_screens_of_the_administration(tmp_path):
    try:
        programs()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    rows = measure(str(tmp_path))
    is_of_province = {"moderator", "province administrator"}
    base = {
        row["who"]: row["screens"]
        for row in reversed(rows)
        if row["who"] not in is_of_province or row["communes"] >= PROVINCE_COMMUNES
    }
    print("\ncommunes  who                     screen                   best ms   p95 ms  ratio")
    print("                                                           queries      bytes")
    for row in rows:
        who = row["who"]
        for name, shown in row["screens"].items():
            ratio = shown["best"] / base[who][name]["best"]
            print(
                f"{row['communes']:8}  {who:<22}  {name:<22} {shown['best']:9.1f}"
                f"{shown['p95']:9.1f}  {ratio:5.2f}  {shown['queries']:7}  {shown['bytes']:9,}"
            )
            at = (row["communes"], who, name)
            assert shown["status"] == 200, at
            assert not shown["foreign"], (*at, shown["foreign"][:3])
            assert shown["queries"] <= MOST_QUERIES, at
            assert shown["bytes"] <= HEAVIEST, at
    print()
    for who, first in base.items():
        last = next(row["screens"] for row in reversed(rows) if row["who"] == who)
        slowest = max(last, key=lambda name: last[name]["p95"])
        grown = max(last, key=lambda name: last[name]["best"] / first[name]["best"])
        limit = SLOWEST_OF_OPERATORS if who == "operator" else SLOWEST
        print(Target(f"{who}: p95 of {slowest}, ms", last[slowest]["p95"], at_most=limit))
        if who != "operator":
            growth = last[grown]["best"] / first[grown]["best"]
            print(Target(f"{who}: growth of {grown}", growth, at_most=GROWTH))
