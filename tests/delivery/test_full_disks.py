"""A disk that is really full: whoever sends is told, pages go on, and it heals without a hand."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from commune_site.engagement.models import Rating
from documents.models import PortalDocument
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import TAM_THANH, build_network
from tests.postgresql.ratings import RATE, ratings
from tests.postgresql.serving import Portal, until
from tests.small_disk import SmallDisk, mounted

pytestmark = pytest.mark.django_db(transaction=True)
MOST_SECONDS_TO_HEAL = 30
MOST_FORMS = 500


@pytest.fixture
def disk(tmp_path) -> Iterator[SmallDisk]:
    """A disk of a few megabytes."""
    with mounted(tmp_path / "disk", megabytes=96) as one:
        yield one


@pytest.fixture(params=["on their way", "at their place"])
def files_on_it(disk, settings, request) -> None:
    """The portal keeps files on the small disk, before they have come in whole or after."""
    if request.param == "on their way":
        settings.FILE_UPLOAD_TEMP_DIR = str(disk.folder)
        return
    options = {"OPTIONS": {"location": str(disk.folder / "files")}}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | options}


def upload(client, kilobytes: int):
    """Send a text file as the screen for several at once does."""
    file = SimpleUploadedFile("a.txt", b"x" * 1023 * kilobytes)
    return client.post(
        "/quan-tri/documents/multiple/add/",
        {"title": "Kế hoạch", "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def test_an_upload_to_a_full_disk_is_refused_and_leaves_nothing(
    network, client_for, disk, files_on_it
):
    client = client_for(network.communes[0], user=make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    # As a server does: answer whatever fails.
    client.raise_request_exception = False
    disk.fill(leave=64 * 1024)
    before = disk.room()
    answer = upload(client, 4000)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Máy chủ tạm thời hết chỗ lưu tệp" in answer.content.decode()
    assert not PortalDocument.objects.exists()
    assert client.get("/").status_code == 200
    assert not list(disk.folder.rglob("*.txt"))
    assert disk.room() == before
    disk.free()
    assert upload(client, 4000).json()["success"] is True


@pytest.fixture
def portal(disk, tmp_path) -> Iterator[Portal]:
    """A portal in processes of its own whose database, in SQLite, is on the small disk."""
    build_network()
    path = disk.folder / "portal.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    state = tmp_path / "state"
    state.mkdir()
    one = Portal(state, "locmemcache://", settings={"DATABASE_URL": f"sqlite:///{path}"})
    one.start()
    yield one
    one.stop()


def remarks_in(path: Path) -> list[str]:
    """Return what the ratings say that a database holds, which must be in order."""
    with sqlite3.connect(path) as line:
        assert line.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = line.execute(f"SELECT remark FROM {Rating._meta.db_table}").fetchall()
    return [row[0] for row in rows]


def test_a_database_on_a_full_disk_refuses_what_is_sent_loses_nothing_and_heals(
    portal, disk, record_property
):
    form = ratings(MOST_FORMS)
    kept = []

    def send(number: int) -> int:
        reply = portal.ask(RATE, sent=form(f"phiếu {number}"))
        if reply.status == 201:
            kept.append(f"phiếu {number}")
        replies.append(reply)
        return reply.status

    replies = []
    # Somebody is at work: without that SQLite makes its own small files anew, for which there is
    # no room either (docs/reliability.md).
    at_work = sqlite3.connect(disk.folder / "portal.sqlite3")
    at_work.execute("SELECT count(*) FROM django_migrations").fetchone()
    assert send(0) == 201
    disk.fill()
    # What the database has set aside before is used up first.
    numbers = iter(range(1, MOST_FORMS))
    until(lambda: send(next(numbers)) != 201, 60)
    refused = replies[-1]
    pages = [portal.ask(path).status for path in ("/", "/tim-kiem/?q=a", RATE, "/khong-co/")]
    alive = portal.ask("/healthz").status
    disk.free()
    at_work.close()
    healed = until(lambda: send(next(numbers)) == 201, MOST_SECONDS_TO_HEAL)
    assert (refused.status, refused.headers.get("retry-after")) == (503, "60")
    assert "<h1>Máy chủ tạm thời hết chỗ lưu nội dung gửi đến</h1>" in refused.text
    # SQLite may find no room for what it needs to read, either; nobody is told of a fault of ours.
    assert set(pages) <= {200, 404, 503}
    assert alive == 200
    assert remarks_in(disk.folder / "portal.sqlite3") == kept
    record_property(
        "figure", f"healed {healed:.1f} s after there was room; {len(kept)} forms kept, none lost"
    )
