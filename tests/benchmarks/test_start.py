"""Benchmark: the first and the later starts of ``start_portal`` on SQLite; no timed assertion."""

import os
import resource
import subprocess
import sys
import time

from portal_network.settings.environment import PROJECT_ROOT

LATER_STARTS = 1 if os.environ.get("BENCH") == "reduced" else 3


def start(state) -> tuple[float, float, str]:
    """Set the portal up without serving; return wall and processor seconds, and what it said."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
        "PORTAL_STATE_DIR": str(state),
        "LOG_LEVEL": "ERROR",
    }
    environment.pop("DATABASE_URL", None)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "manage.py", "start_portal", "--no-serve"],
        env=environment, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    wall = time.perf_counter() - began
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return wall, processor, run.stdout


def test_first_and_later_starts(tmp_path):
    wall, processor, said = start(tmp_path)
    assert "Lạng Sơn" in said
    print(f"\nfirst start (without installing): {wall:.1f} s, processor {processor:.1f} s")
    later = [start(tmp_path) for _ in range(LATER_STARTS)]
    assert all("Đang" not in said for _wall, _processor, said in later)
    print(
        f"later start, best of {len(later)}: {min(wall for wall, _, _ in later):.2f} s,"
        f" processor {min(processor for _, processor, _ in later):.2f} s"
    )
