"""Imports packages of growing size, each in a process of its own, and says what it took.

Usage: ``python -m tests.benchmarks.import_run SIZE``, on the empty database that
``TEST_DATABASE_URL`` names. Every document is a PDF of its own with a row of the table. A process
of its own makes the database and the files, because migrations hold more memory than an import. The
result is one line of JSON: rows, drafts made, seconds of processor time for each, and the peak of
memory in MB: before the import, after the check, and at its end.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.benchmarks.admin_run import FIRST, OWN


def fill(folder: Path, size: int) -> None:
    """Write a folder of documents with their table."""
    from tests.documents.bulk.packages import as_csv, pdf, row

    for number in range(1, size + 1):
        (folder / f"vb-{number}.pdf").write_bytes(pdf(f"Van ban {number}"))
    (folder / "danh-muc.csv").write_bytes(as_csv([row(n) for n in range(1, size + 1)]))


def peak() -> float:
    """Return the most memory that this process has held so far (MB)."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def set_up() -> None:
    """Start Django with the settings of tests."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()


def prepare(folder: Path, size: int) -> None:
    """Make the database with one commune, and the files of the import."""
    set_up()
    from django.core.management import call_command
    from django_scopes import scopes_disabled

    from tests.networks import build_network

    with scopes_disabled():
        call_command("migrate", verbosity=0, interactive=False)
        build_network(FIRST, [OWN])
    fill(folder, size)


def measure(folder: Path, size: int) -> dict:
    """Import the files and return what it took."""
    set_up()
    from django_scopes import scopes_disabled

    from documents.bulk import services
    from tests.factories import site_page

    with scopes_disabled():
        home = site_page(OWN, "home")
        before, started = peak(), time.process_time()
        batch = services.send(home, None, name="goi", folder=str(folder))
        services.go_on(batch.pk)
        checked = peak()
        services.run(batch)
        services.go_on(batch.pk)
        took = time.process_time() - started
        made = services.counts(batch)["made"]
    return {
        "rows": size, "made": made, "seconds each": round(took / size, 3),
        "peak before": before, "peak checked": checked, "peak": peak(),
    }  # fmt: skip


def main(size: int) -> None:
    """Prepare in a process of its own, measure in this one, and print."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "tests.benchmarks.import_run", str(size), name]
        subprocess.run(command, check=True)
        print(json.dumps(measure(Path(name), size)))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        prepare(Path(sys.argv[2]), int(sys.argv[1]))
    else:
        main(int(sys.argv[1]))
