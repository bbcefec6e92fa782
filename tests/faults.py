"""Runs the tests of what may fail, prints a table, and writes it into ``docs/reliability.md``.

    python -m tests.faults

Each is a test of its own room, which continuous integration runs there: with ``TEST_REPORTS``, the
folder in which those runs have left their results, nothing is run again, and the table is printed
from them.
"""

import os
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
# What starts the server that the tests of a room share.
RUNNERS = {
    "tests/postgresql": "tests.postgresql.run",
    "tests/search_engine": "tests.search_engine.run",
}


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
        "PostgreSQL is restarted under load",
        "a page that asks to come back (503), or nothing; nothing acknowledged is lost",
        "tests/postgresql/test_lost_parts.py"
        "::test_a_database_that_is_restarted_under_load_loses_nothing_and_is_found_again",
    ),
    Fault(
        "the disk of PostgreSQL is full",
        "pages stay up; whoever sends something is told that there is no room (503)",
        "tests/postgresql/test_lost_parts.py"
        "::test_a_disk_of_the_database_that_is_full_is_told_and_loses_nothing",
    ),
    Fault(
        "the disk of an embedded portal (SQLite) is full",
        "whoever sends something is told that there is no room (503); so may be who reads a page",
        "tests/delivery/test_full_disks.py"
        "::test_a_database_on_a_full_disk_refuses_what_is_sent_loses_nothing_and_heals",
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
        "Elasticsearch is stopped and started again",
        "nothing; the database answers. What was published meanwhile may be missing from the first "
        "answers after it is back",
        "tests/search_engine/test_engine_stopped.py"
        "::test_a_server_that_is_stopped_is_missed_by_nobody_and_catches_up_by_itself",
    ),
    Fault(
        "the store of files (S3) is killed and started again",
        "pages stay up, pictures and files ask to come back",
        "tests/s3/test_files_in_a_store.py"
        "::test_while_the_store_is_away_people_are_told_and_it_heals_by_itself",
    ),
    Fault(
        "ClamAV is stopped and started again",
        "uploads are kept, the public gets them after the scan",
        "tests/clamav/test_clamd_goes_away.py"
        "::test_while_clamd_is_stopped_files_wait_and_it_heals_without_hands",
    ),
    Fault(
        "the mail server is killed and started again",
        "letters come later, each once",
        "tests/notices/test_mail_server_stopped.py"
        "::test_while_the_mail_server_is_stopped_letters_wait_and_leave_once_when_it_is_back",
    ),
    Fault(
        "the disk of files is full in the middle of an upload",
        "whoever uploads is told (503); nothing half is left",
        "tests/delivery/test_full_disks.py"
        "::test_an_upload_to_a_full_disk_is_refused_and_leaves_nothing",
    ),
    Fault(
        "the disk of backups is full",
        "the backup fails and says so; those before and after are whole",
        "tests/postgresql/test_backups_on_full_disks.py"
        "::test_a_backup_on_a_full_disk_is_none_and_the_next_one_is_whole",
    ),
    Fault(
        "a worker is killed before or after any of its statements",
        "nothing; its task is done once",
        "tests/postgresql/test_killed_workers.py"
        "::test_whatever_the_moment_a_killed_workers_task_is_done_once",
    ),
    Fault(
        "a worker is killed while it publishes what is due, in one moment after another",
        "nothing; the text is published whole, once",
        "tests/postgresql/test_killed_workers.py"
        "::test_whatever_the_moment_a_page_whose_publication_is_killed_is_published_once",
    ),
    Fault(
        "the process of an import is killed, in one row after another",
        "nothing; no row is lost, none made twice, no file is left over",
        "tests/documents/bulk/test_killed_imports.py"
        "::test_processes_killed_in_the_middle_make_nothing_twice_and_leave_no_file",
    ),
    Fault(
        "the process of a backup is killed",
        "it counts for nothing; the ones before are whole",
        "tests/postgresql/test_backups.py::test_a_backup_whose_process_is_killed_is_none",
    ),
    Fault(
        "the whole installation is lost",
        "it comes back from the last backup, compared row by row and file by file",
        "tests/postgresql/test_backups.py"
        "::test_a_drill_brings_everything_back_and_leaves_the_installation_alone",
    ),
    Fault(
        "the schedule is told a moment weeks ahead, then an earlier one",
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
        "::test_of_real_processes_that_migrate_at_once_one_does_and_the_others_find_it_done",
    ),
)


def results_in(report: Path) -> dict[str, Result]:
    """Return the results of a report in JUnit's form by the names of the tests.

    A test with parameters has passed where it did with all of them.
    """
    found: dict[str, Result] = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        name = case.get("name", "").partition("[")[0]
        failed = any(case.find(kind) is not None for kind in ("failure", "error", "skipped"))
        figure = next((one.get("value", "") for one in case.iter("property")), "")
        before = found.get(name, Result(True, 0))
        seconds = before.seconds + float(case.get("time", 0))
        found[name] = Result(before.passed and not failed, seconds, figure or before.figure)
    return found


def run(faults: Iterable[Fault]) -> dict[str, Result]:
    """Run the tests, those that share a server by what starts it."""
    chosen: dict[str, set[str]] = {}
    for fault in faults:
        room = fault.test.rpartition("/")[0]
        chosen.setdefault(RUNNERS.get(room, "pytest"), set()).add(fault.test)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for module, tests in sorted(chosen.items()):
            report = Path(folder, f"{module}.xml")
            options = [
                "-q",
                f"--junit-xml={report}",
                "--override-ini=junit_family=xunit1",
                "--override-ini=junit_duration_report=call",
            ]
            command = [sys.executable, "-m", module, *options, *sorted(tests)]
            subprocess.run(command, cwd=PROJECT, check=False)
            found |= results_in(report)
    return found


def collected(folder: Path) -> dict[str, Result]:
    """Return the results that runs of the rooms have left in a folder."""
    found: dict[str, Result] = {}
    for report in sorted(folder.glob("*.xml")):
        for name, result in results_in(report).items():
            # A test that ran in several rooms has passed where it did in all.
            if name not in found or found[name].passed:
                found[name] = result
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
    """Return 1 when a test failed; a run of its own in which all have passed writes the page."""
    reports = os.environ.get("TEST_REPORTS")
    made = table(collected(Path(reports)) if reports else run(FAULTS))
    print(made)
    if "FAILED" in made:
        return 1
    if not reports:
        before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
