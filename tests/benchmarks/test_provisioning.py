"""Benchmark: communes per second of ``create_network``, against stock Wagtail; no timed assertion.

``make bench`` runs it, ``BENCH=reduced`` with one small network. Wall time suffers from whatever
else the machine does: the best of the repeats counts, and the seconds of the process's own work
stand beside it.
"""

import json
import os
import subprocess
import sys
import tempfile

import pytest

from portal_network.settings.environment import PROJECT_ROOT

REDUCED = os.environ.get("BENCH") == "reduced"
SIZES = [65] if REDUCED else [65, 500, 3321]
REPEATS = 1 if REDUCED else 3
STOCK_COMMUNES = 3
# Larger networks take minutes: they are made once.
REPEATED_UP_TO = 500


def measure(size: int) -> dict:
    """Create a network of ``size`` communes in a new database, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-benchmark-") as state:
        # The state of this very shell must not leak in: neither its database nor its registry.
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "SECTION_REGISTRY_FILE", "CACHE_URL"}
        } | {"PORTAL_STATE_DIR": state, "LOG_LEVEL": "ERROR"}
        run = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.provisioning_run", str(size),
             str(STOCK_COMMUNES)],
            env=environment, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        )  # fmt: skip
    return json.loads(run.stdout.splitlines()[-1])


def rate(part: dict, clock: str) -> float:
    """Return communes per second."""
    return part["communes"] / part[clock]


@pytest.mark.parametrize("size", SIZES)
def test_create_network(size):
    runs = [measure(size) for _ in range(REPEATS if size <= REPEATED_UP_TO else 1)]
    total = sum(part["communes"] for part in runs[0]["provinces"])
    assert total >= size
    assert all(run["again"]["unchanged"] for run in runs)
    print(f"\n{total} communes, best of {len(runs)}: seconds, communes per second")
    for clock in ("wall", "processor"):
        best = min(runs, key=lambda run: sum(part[clock] for part in run["provinces"]))
        seconds = sum(part[clock] for part in best["provinces"])
        stock = min((run["stock"] for run in runs), key=lambda part: part[clock])
        first, last = best["provinces"][0], best["provinces"][-1]
        again = min(run["again"][clock] for run in runs)
        print(
            f"  {clock:<9}  all {seconds:7.2f} s {total / seconds:6.1f}/s"
            f"  first {first['communes']} {rate(first, clock):6.1f}/s"
            f"  last {last['communes']} {rate(last, clock):6.1f}/s"
            f"  stock Wagtail {rate(stock, clock):5.2f}/s"
            f"  ratio {total / seconds / rate(stock, clock):5.1f}"
            f"  second run over 65 {again:5.2f} s"
        )
