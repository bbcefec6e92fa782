"""Benchmark: the list of documents of one section with 1,000 and with 100,000 documents.

``make bench`` runs it on SQLite, or on the empty PostgreSQL database that ``TEST_DATABASE_URL``
names; ``BENCH=reduced`` compares 200 with 1,000. Asserted is that nothing is asked per row;
times are printed, as ratios within one run.
"""

import json
import os
import subprocess
import sys
import tempfile

from portal_network.settings.environment import PROJECT_ROOT

REDUCED = os.environ.get("BENCH") == "reduced"
MOST_FOR_ROWS = 2
SMALL, LARGE = (200, 1_000) if REDUCED else (1_000, 100_000)


def measure() -> dict[int, dict]:
    """Fill a section and ask it, in a process of its own; return what was asked by size."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as state:
        database = os.environ.get("TEST_DATABASE_URL", f"sqlite:///{state}/portal.sqlite3")
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
        # A number that only one document has leads to it.
        assert {few["status"], many["status"]} <= {200, 302}, name
        # A choice that holds nothing yet asks for no rows.
        assert many["queries"] <= few["queries"] + MOST_FOR_ROWS, name
