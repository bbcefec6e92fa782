"""Processes die in the middle of an import: nothing is made twice or lost, no file forgotten."""

import json
import os
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from documents.bulk import making, services
from documents.models import ImportedRow, PortalDocument
from portal_network.settings.environment import PROJECT_ROOT
from tests.documents.bulk.packages import as_csv, pdf, row
from tests.factories import site_page
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db
COUNT = 6


@pytest.fixture
def folder(tmp_path):
    """A folder of documents with their table."""
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for number in range(1, COUNT + 1):
        (folder / f"vb-{number}.pdf").write_bytes(pdf(f"Van ban {number}"))
    (folder / "danh-muc.csv").write_bytes(as_csv([row(n) for n in range(1, COUNT + 1)]))
    return folder


def test_processes_killed_in_the_middle_make_nothing_twice_and_leave_no_file(
    network, folder, tmp_path
):
    """Real processes, real files: each dies somewhat later in a row than the one before."""
    database = tmp_path / "portal.sqlite3"
    database.write_bytes(connection.connection.serialize())
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.documents.bulk.killed_import",
         str(folder), str(site_page(TAM_THANH, "home").pk)],
        env=os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal_network.settings.test",
            "TEST_DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "CRITICAL",
        },
        cwd=PROJECT_ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["died"] >= COUNT
    assert found["rows"]["made"] == found["rows"]["all"] == COUNT
    assert found["drafts"] == found["documents"] == COUNT
    # Some of the dead had written a file whose row was lost with them: the nightly run finds it.
    assert found["orphans"] == found["deleted"] > 0
    assert found["left on disk"] == COUNT


def test_a_row_that_fails_at_its_end_leaves_no_file(network, folder, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(making.LegalDocumentPage, "save_revision", fails)
    storage = PortalDocument._meta.get_field("file").storage
    storage.save("documents/khac.pdf", ContentFile(b""))
    before = set(storage.listdir("documents")[1])
    batch = services.send(site_page(TAM_THANH, "home"), None, name="goi", folder=str(folder))
    services.go_on(batch.pk)
    batch.refresh_from_db()
    assert services.run(batch)
    services.go_on(batch.pk)
    assert services.counts(batch)[ImportedRow.Outcome.REFUSED] == COUNT
    assert not PortalDocument.objects.exists()
    assert set(storage.listdir("documents")[1]) == before
