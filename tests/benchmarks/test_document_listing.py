"""Benchmark: the list of documents of one section with 1,000 and with 100,000 documents.

``make bench`` runs it on SQLite, or on the empty PostgreSQL database that ``BENCH_DATABASE_URL``
names; ``BENCH=reduced`` stops at 20,000. No time is asserted, but that nothing is asked per row and
that the list does not grow with its documents once their counts are known: a ratio within one run.
"""

import json
import os
import subprocess
import sys
import tempfile

from portal_network.settings.environment import PROJECT_ROOT

REDUCED = os.environ.get("BENCH") == "reduced"
SMALL, LARGE = 1_000, 20_000 if REDUCED else 100_000
MOST_GROWTH_OF_THE_LIST = 3


def measure() -> dict[int, dict]:
    """Fill a section and ask it, in a process of its own; return what was asked by size."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as state:
        database = os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{state}/portal.sqlite3")
        environment = {
            name: value for name, value in os.environ.items() if name != "SECTION_REGISTRY_FILE"
        } | {"PORTAL_STATE_DIR": state, "TEST_DATABASE_URL": database, "LOG_LEVEL": "ERROR"}
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.documents_run",
             str(SMALL), str(LARGE)],
            env=environment, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
    lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return {line["documents"]: line["asked"] for line in lines}


def test_the_list_of_documents():
    found = measure()
    small, large = found[SMALL], found[LARGE]
    print(
        f"\naddress              queries  known: {SMALL}  {LARGE}  ratio  unknown: {SMALL}  {LARGE}"
    )
    for name, few in small.items():
        many = large[name]
        ratio = many["known"] / max(few["known"], 0.1)
        print(
            f"{name:<20} {many['queries']:7}  {few['known']:10.1f}  {many['known']:6.1f}  "
            f"{ratio:5.2f}  {few['unknown']:12.1f}  {many['unknown']:6.1f}"
        )
        assert (few["status"], many["status"]) == (200, 200), name
        assert many["queries"] == few["queries"], name
    growth = large["list"]["known"] / small["list"]["known"]
    assert growth <= MOST_GROWTH_OF_THE_LIST
