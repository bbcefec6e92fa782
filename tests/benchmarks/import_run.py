"""Imports packages of growing size, each in a process of its own, and says what it took.

Usage: ``python -m tests.benchmarks.import_run SIZE``, on the empty database that
``TEST_DATABASE_URL`` names. Every document is a PDF of its own with a row of the table. The result
is one line of JSON: rows, drafts made, seconds of processor time for each, and the peak of memory
in MB, before the import and at its end.
"""

import json
import os
import resource
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


def main(size: int) -> None:
    """Measure and print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal_network.settings.test"
    django.setup()
    from django.core.management import call_command
    from django_scopes import scopes_disabled

    from documents.bulk import services
    from tests.factories import site_page
    from tests.networks import build_network

    with scopes_disabled(), tempfile.TemporaryDirectory() as name:
        call_command("migrate", verbosity=0, interactive=False)
        build_network(FIRST, [OWN])
        fill(Path(name), size)
        before, started = peak(), time.process_time()
        batch = services.send(site_page(OWN, "home"), None, name="goi", folder=name)
        services.go_on(batch.pk)
        services.run(batch)
        services.go_on(batch.pk)
        took = time.process_time() - started
        figures = services.counts(batch)
        print(
            json.dumps(
                {
                    "rows": size,
                    "made": figures["made"],
                    "seconds each": round(took / size, 3),
                    "peak before": before,
                    "peak": peak(),
                }
            )
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
