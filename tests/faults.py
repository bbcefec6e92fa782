"""Runs the tests of what may fail, prints a table, and writes it into ``docs/reliability.md``.

    python -m tests.faults

Each is a test of its own room, which continuous integration runs there.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "reliability.md"
BEGIN, END = "<!-- table: make faults -->", "<!-- /table -->"
HEAD = "| What fails | What people notice | Proof | Result |\n| --- | --- | --- | --- |"
POSTGRESQL = "tests/postgresql/"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that fails, what people notice of it, and the test that lets it fail."""

    name: str
    noticed: str
    test: str


@dataclass(frozen=True, slots=True)
class Result:
    """How a test ended; ``figure`` is what it measured."""

    passed: bool
    seconds: float
    figure: str = ""

    def __str__(self) -> str:
        said = f"passed in {self.seconds:.0f} s" if self.passed else "FAILED"
        return f"{said}; {self.figure}" if self.figure else said


FAULTS = (
    Fault(
        "PostgreSQL crashes under load and is started again",
        "a page that asks to come back (503), kept pages at the edge; nothing acknowledged is lost",
        "tests/postgresql/test_lost_parts.py"
        "::test_a_database_that_crashes_under_load_is_told_calmly_and_loses_nothing",
    ),
    Fault(
        "Redis is killed and started again",
        "nothing; pages are made anew each time",
        "tests/postgresql/test_lost_parts.py"
        "::test_redis_goes_and_comes_back_and_nobody_but_the_log_notices",
    ),
    Fault(
        "a drop of kept pages cannot reach Redis",
        "nothing; no old page is shown",
        "tests/edge/test_redis_pages.py"
        "::test_without_redis_pages_are_made_anew_and_with_it_again_they_are_kept",
    ),
    Fault(
        "the store of files (S3) is killed and started again",
        "pages stay up, pictures and files ask to come back",
        "tests/s3/test_files_in_a_store.py"
        "::test_while_the_store_is_away_people_are_told_and_it_heals_by_itself",
    ),
    Fault(
        "no scanner of malware listens",
        "uploads are kept, the public gets them after the scan",
        "tests/documents/files/test_file_uploads.py"
        "::test_with_the_scanner_down_a_file_waits_until_the_command_reaches_it",
    ),
    Fault(
        "no mail server listens",
        "letters come later, once",
        "tests/notices/test_mails.py"
        "::test_a_mail_server_that_is_gone_for_a_while_delays_letters_and_loses_none",
    ),
    Fault(
        "the disk is full",
        "whoever uploads is told (503); nothing half is shown",
        "tests/delivery/test_refused_requests.py"
        "::test_a_disk_without_room_is_told_and_heals_by_itself",
    ),
    Fault(
        "a worker is killed before or after any of its statements",
        "nothing; its task is done once",
        "tests/postgresql/test_killed_workers.py"
        "::test_whatever_the_moment_a_killed_workers_task_is_done_once",
    ),
    Fault(
        "a worker is killed during an import",
        "nothing; no row is lost, none made twice",
        "tests/documents/bulk/test_import_documents.py"
        "::test_a_killed_worker_loses_no_row_and_makes_none_twice",
    ),
    Fault(
        "a backup is cut off",
        "it counts for nothing; the ones before are whole",
        "tests/postgresql/test_backups.py::test_a_backup_that_was_cut_off_is_none",
    ),
    Fault(
        "the whole installation is lost",
        "it comes back from the last backup, compared row by row and file by file",
        "tests/postgresql/test_backups.py"
        "::test_a_drill_brings_everything_back_and_leaves_the_installation_alone",
    ),
    Fault(
        "a clock jumps ahead by weeks, and back",
        "nothing; the schedule goes on",
        "tests/work/test_schedule.py::test_a_clock_that_jumped_ahead_and_back_stops_nothing",
    ),
    Fault(
        "all processes of the application are gone",
        "seen pages and copies of essential ones; forms are said not to be received",
        "tests/edge/test_nginx_edge.py"
        "::test_changes_are_seen_in_ten_seconds_and_seen_pages_outlive_the_application",
    ),
    Fault(
        "instances of a new version start at the same time",
        "nothing; one migrates, the others wait",
        "tests/postgresql/test_migrating_at_once.py"
        "::test_no_two_instances_migrate_at_the_same_time",
    ),
)


def results_in(report: Path) -> dict[str, Result]:
    """Return the results of a report in JUnit's form by the names of the tests."""
    found = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        failed = any(case.find(kind) is not None for kind in ("failure", "error", "skipped"))
        figure = next((one.get("value", "") for one in case.iter("property")), "")
        found[case.get("name", "")] = Result(not failed, float(case.get("time", 0)), figure)
    return found


def run(faults: Iterable[Fault]) -> dict[str, Result]:
    """Run the tests, those that need PostgreSQL on a server of their own."""
    tests = sorted({fault.test for fault in faults})
    on_postgresql = [test for test in tests if test.startswith(POSTGRESQL)]
    rest = [test for test in tests if test not in on_postgresql]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (module, chosen) in enumerate(
            (("tests.postgresql.run", on_postgresql), ("pytest", rest))
        ):
            report = Path(folder, f"{number}.xml")
            options = [
                "-q",
                f"--junit-xml={report}",
                "--override-ini=junit_family=xunit1",
                "--override-ini=junit_duration_report=call",
            ]
            command = [sys.executable, "-m", module, *options, *chosen]
            subprocess.run(command, cwd=PROJECT, check=False)
            found |= results_in(report)
    return found


def table(results: dict[str, Result]) -> str:
    """Return the table as the page holds it."""
    rows = [
        f"| {one.name} | {one.noticed} | `{one.test.partition('::')[0]}` "
        f"| {results.get(one.test.rpartition('::')[2], Result(False, 0))} |"
        for one in FAULTS
    ]
    return "\n".join([HEAD, *rows])


def main() -> int:
    """Return 1 when a test failed; the page is written when all have passed."""
    results = run(FAULTS)
    made = table(results)
    print(made)
    if "FAILED" in made:
        return 1
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
