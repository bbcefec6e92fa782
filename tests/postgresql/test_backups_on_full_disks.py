"""A backup for which there is no room says so and is none; the ones before and after are whole."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal_network.backup import taking
from portal_network.backup.manifests import MANIFEST, Manifest
from portal_network.backup.restoring import fetch
from portal_network.backup.taking import file_piece
from tests.networks import TAM_THANH
from tests.postgresql.test_backups import installation, vault_of  # noqa: F401
from tests.small_disk import SmallDisk, mounted

MEGABYTE = 1024 * 1024


@pytest.fixture
def disk(tmp_path) -> Iterator[SmallDisk]:
    """A disk of a few megabytes for the backups."""
    with mounted(tmp_path / "backups", megabytes=24) as one:
        yield one


@pytest.fixture
def filled(disk, installation) -> Path:  # noqa: F811
    """An installation with something to back up."""
    return installation


@pytest.fixture
def at(monkeypatch):
    """Let the next backup be taken some hours from now."""

    def set_clock(hours: int) -> None:
        later = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(taking.timezone, "now", lambda: later)

    return set_clock


# Where it ends: in the first tables, or in a file after all of them.
@pytest.mark.parametrize(
    ("options", "left"),
    [({}, 64 * 1024), ({}, 2 * MEGABYTE), ({"commune": TAM_THANH}, 64 * 1024)],
    ids=["in the tables", "in the files", "of a commune"],
)
def test_a_backup_on_a_full_disk_is_none_and_the_next_one_is_whole(disk, filled, at, options, left):
    vault = vault_of(filled)
    call_command("back_up")
    (first,) = vault.folders()
    storages["private"].save("cases/lớn.bin", ContentFile(b"\x01\x02" * (3 * MEGABYTE // 2)))
    disk.fill(leave=left)
    at(1)
    with pytest.raises(CommandError, match=r"There is no backup: .*No space left on device"):
        call_command("back_up", **options)
    assert vault.folders() == [first]
    # What was begun takes no room from the next one.
    assert not list(disk.folder.rglob(".*.age.*"))
    assert not list(disk.folder.glob("communes/*/2*"))
    disk.free()
    at(2)
    call_command("back_up")
    _first, second = vault.folders()
    for name in (first, second):
        assert vault.holds(f"{name}/{MANIFEST}")
        for piece in Manifest.read(vault, name).files:
            with (filled / "piece").open("w+b") as target:
                fetch(vault, file_piece(piece.digest), piece, target)
