"""Benchmark: public pages beside a bare Django view and stock Wagtail, and in a growing network.

``make bench`` grows a network on a PostgreSQL and a Redis of its own to 3,321 communes with a
million pages; ``BENCH=reduced`` keeps to two small ones. No timed assertion: targets are printed
with pass or FAIL. Queries are asserted.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from portal_network.settings.environment import PROJECT_ROOT
from tests.benchmarks.curves import write_curves
from tests.benchmarks.servers import Target
from tests.edge import redis_server
from tests.postgresql.run import programs, server

REDUCED = os.environ.get("BENCH") == "reduced"
# News of the measured commune, pages of each commune, sizes of the network.
LISTED, EACH, SIZES = (400, 5, [10, 20]) if REDUCED else (18_500, 301, [10, 65, 1000, 3321])
ROUNDS, SECONDS = (1, 1) if REDUCED else (5, 5)
# Where BENCH_CURVES says.
CURVES = os.environ.get("BENCH_CURVES", "")
ARTICLE_QUERIES, LIST_QUERIES = 5, 8


def run(name: str, *arguments: object, **environment: str) -> list[dict]:
    """Run a module in a process of its own; return its lines of JSON."""
    known = {k: v for k, v in os.environ.items() if k != "SECTION_REGISTRY_FILE"}
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", name, *map(str, arguments)],
        env=known | {"LOG_LEVEL": "ERROR"} | environment, cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


@pytest.fixture
def machine(tmp_path):
    """A PostgreSQL with a database for the portal and one for the stock site, and a Redis."""
    if shutil.which("wrk") is None:
        pytest.skip("wrk is not installed: apt-get install wrk")
    try:
        folder = programs()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    with server() as own, redis_server.running(tmp_path) as redis:
        addresses = {}
        for name in ("portal", "stock"):
            subprocess.run(
                [str(folder / "psql"), "-q", "-h", "127.0.0.1", "-p", str(own.port),
                 "-U", "portal", "postgres", "-c", f"CREATE DATABASE {name}"], check=True,
            )  # fmt: skip
            addresses[name] = own.address.replace("/postgres", f"/{name}")
        yield {
            "TEST_DATABASE_URL": addresses["portal"], "DATABASE_URL": addresses["portal"],
            "STOCK_DATABASE_URL": addresses["stock"], "CACHE_URL": redis.url,
            "PORTAL_STATE_DIR": str(tmp_path),
        }  # fmt: skip


def test_public_pages(machine):
    rows = run("tests.benchmarks.public_run", LISTED, EACH, *SIZES, **machine)
    (served,) = run("tests.benchmarks.served_run", SIZES[-1], ROUNDS, SECONDS, **machine)
    first, last = rows[0], rows[-1]
    print("\ncommunes     pages  address              best ms  ratio  queries")
    for row in rows:
        for name, shown in row["asked"].items():
            ratio = shown["best"] / first["asked"][name]["best"]
            print(
                f"{row['communes']:8}  {row['pages']:8}  {name:<18} {shown['best']:8.1f}"
                f"  {ratio:5.2f}  {shown['queries']:7}"
            )
            most = ARTICLE_QUERIES if name == "article" else LIST_QUERIES
            assert shown["queries"] <= most, (row["communes"], name)
        waited = row["publish"]["publish"]
        print(f"{row['communes']:8}  {row['pages']:8}  {'publish':<18} {waited:8.1f}")
    print("\nserved          requests/s   p99 ms  work µs    bytes")
    for name, one in served["served"].items():
        print(f"{name:<15} {one['rate']:10,.0f} {one['p99']:8.1f} {one['work']:8} {one['bytes']:8}")
    rate = {name: one["rate"] for name, one in served["served"].items()}
    targets = [
        Target("kept page to hello view", rate["kept"] / rate["hello"], at_least=0.9),
        Target("article to stock article", rate["article"] / rate["stock article"], at_least=2.5),
        Target("home to stock home", rate["home"] / rate["stock home"], at_least=2),
        *(
            Target(
                f"{name}, {last['communes']} to {first['communes']} communes",
                shown["best"] / first["asked"][name]["best"], at_most=1.1,
            )
            for name, shown in last["asked"].items()
        ),
        Target("publish, ms", last["publish"]["publish"], at_most=300),
        Target(
            "publish, growth", last["publish"]["publish"] / first["publish"]["publish"],
            at_most=1.3,
        ),
        Target("memory of a worker, MB", served["memory"], at_most=130),
        Target("start of a worker, s", served["start"], at_most=4),
        Target("publish to visible, s", served["publish to visible"], at_most=1),
    ]  # fmt: skip
    print()
    for target in targets:
        print(target)
    if CURVES:
        write_curves(rows, CURVES)
