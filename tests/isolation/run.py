"""Runs the whole attack, writes what it found into docs/isolation.md, prints the figures last.

Progress goes line by line to standard output. The exit status is 1 when anything leaked, when the
owners themselves were refused, or when anything else failed.
"""

import sys
from pathlib import Path

import pytest

from tests.isolation.tally import Tally
from tests.isolation.turns import SHARES, is_reduced, share_of_this_run

FOLDER = str(Path(__file__).parent)


class Progress:
    """Prints a line per finished part and keeps count."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Say nothing but the lines below of what went well."""
        return ("passed", "", "") if report.passed else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the requests and leaks that a part reports."""
        if report.when != "call":
            return
        told = dict(report.user_properties)
        part = report.nodeid.partition("[")[2].rstrip("]") or report.nodeid.rpartition("::")[2]
        requests, leaks = told.get("requests", 0), told.get("leaks", [])
        self.tally.add(part, requests, len(leaks), report.duration)
        print(
            f"{part}: {requests:,} requests, {len(leaks)} leaks, {report.duration:.0f} s",
            flush=True,
        )
        for leak in leaks:
            print(f"  {leak}", flush=True)


def main(arguments: list[str]) -> int:
    """Run, and return the exit status."""
    tally = Tally()
    if is_reduced():
        print(f"share {share_of_this_run() + 1} of {SHARES}")
    status = pytest.main(
        [FOLDER, "-q", "--tb=short", "--no-header", "--dist=worksteal", *arguments],
        plugins=[Progress(tally)],
    )
    if status == 0 and not narrowed(arguments):
        # Needs the models, which pytest has loaded by now.
        from tests.isolation.figures import write_figures

        write_figures(tally)
    print(f"requests: {tally.requests}, leaks: {tally.leaks}")
    return int(status != 0 or tally.leaks > 0)


def narrowed(arguments: list[str]) -> bool:
    """Tell whether the run is of a part alone, whose figures say nothing."""
    return "-k" in arguments or is_reduced()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
