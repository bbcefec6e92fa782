"""The page of benchmarks names a guard for each fault of stock Wagtail, and each guard exists."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<number>\d+) [^|]+\|[^|]+\|[^|]+\|(?P<guards>[^|]+)\|$", re.M)
GUARD = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)`")


def test_each_of_the_fourteen_faults_has_a_guard_that_exists():
    page = (PROJECT / "docs" / "benchmarks.md").read_text("utf-8")
    rows = {int(row["number"]): row["guards"] for row in ROW.finditer(page)}
    assert list(rows) == list(range(1, 15))
    for number, guards in rows.items():
        named = list(GUARD.finditer(guards))
        assert named, number
        for guard in named:
            source = (PROJECT / guard["file"]).read_text("utf-8")
            assert f"def {guard['test']}(" in source, (number, guard[0])
