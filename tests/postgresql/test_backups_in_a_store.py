"""Backups in a real S3 store are as whole, as secret and as easily brought back as in a folder."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal_network.backup import taking
from portal_network.backup.manifests import MANIFEST, Manifest
from portal_network.backup.taking import file_piece, forget_before
from portal_network.backup.vaults import ENDING, Damaged, Vault
from portal_network.delivery.stores import StoreUnavailable
from tests.factories import NEWS, section_page
from tests.networks import TAM_THANH
from tests.postgresql.test_backups import KEY, installation, migrated  # noqa: F401
from tests.s3.store import BUCKET, Store, running

PART = f"s3://{BUCKET}/sao-luu/tinh"


@pytest.fixture
def store(installation, settings, monkeypatch) -> Iterator[Store]:  # noqa: F811
    """A store that takes the backups of the installation."""
    with running(installation / "store") as one:
        settings.BACKUP_FOLDER = PART
        named = one.options()
        del named["bucket_name"]
        settings.BACKUP_S3 = named
        # For processes of their own.
        monkeypatch.setenv("BACKUP_S3_ENDPOINT_URL", named["endpoint_url"])
        monkeypatch.setenv("BACKUP_S3_REGION", named["region_name"])
        monkeypatch.setenv("BACKUP_S3_ACCESS_KEY", named["access_key"])
        monkeypatch.setenv("BACKUP_S3_SECRET_KEY", named["secret_key"])
        yield one


@pytest.fixture
def vault(store) -> Vault:
    """The backups, for whoever has the key."""
    return Vault(PART, recipient=str(KEY.to_public()), identity=str(KEY))


@pytest.fixture
def identity(tmp_path) -> Path:
    """The file with the key."""
    path = tmp_path / "key"
    path.write_text(str(KEY))
    return path


def said_by(command: str, *words: object, **options: object) -> str:
    out = io.StringIO()
    try:
        call_command(command, *words, stdout=out, **options)
    finally:
        # For whoever reads why it failed.
        print(out.getvalue())
    return out.getvalue()


def hours_later(monkeypatch, hours: int) -> None:
    """Let the next backup be taken some hours from now."""
    later = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr(taking.timezone, "now", lambda: later)


def test_everything_comes_back_from_a_store_and_is_the_same(
    migrated,  # noqa: F811
    vault,
    store,
    identity,
    installation,  # noqa: F811
    monkeypatch,
):
    said_by("back_up")
    stored = b"".join(path.read_bytes() for path in store.folder.rglob(f"*{ENDING}"))
    assert len(stored) > 600_000
    for secret in ("Tam Thanh", "langson", "canbo"):
        assert secret.encode() not in stored
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "portal_network.settings.dev")
    monkeypatch.setenv("PORTAL_STATE_DIR", str(installation / "state"))
    monkeypatch.setenv("TASKS_IN_DATABASE", "true")
    compared = said_by("drill", identity=identity, folder=PART, template=migrated)
    assert "The drill passed." in compared
    assert "DIFFERENT" not in compared
    assert "files: private" in compared


def test_one_commune_is_set_back_from_a_store(vault, store, identity):
    said_by("back_up", commune=TAM_THANH)
    news = section_page(TAM_THANH, NEWS)
    kept = news.title
    type(news).objects.filter(pk=news.pk).update(title="Hỏng")
    assert TAM_THANH in said_by("restore", PART, identity=identity, commune=TAM_THANH)
    news.refresh_from_db()
    assert news.title == kept


def test_old_backups_go_with_what_they_alone_need(vault, store, monkeypatch):
    said_by("back_up")
    (first,) = vault.folders()
    hours_later(monkeypatch, 24 * 40)
    said_by("back_up")
    # The command has forgotten the first one, whose files the second needs as well.
    (second,) = vault.folders()
    assert second != first
    for piece in Manifest.read(vault, second).files:
        assert vault.holds(file_piece(piece.digest))
    assert forget_before(vault, timezone.now() + timedelta(days=999)) == []


def test_what_was_changed_in_a_store_is_found_out(vault, store):
    said_by("back_up")
    (name,) = vault.folders()
    (path,) = store.folder.rglob(f"{MANIFEST}{ENDING}")
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(Damaged, match="cannot be read"):
        Manifest.read(vault, name)


def test_a_store_that_goes_away_leaves_no_half_backup_and_is_not_taken_for_damage(
    vault, store, identity, monkeypatch
):
    said_by("back_up")
    (first,) = vault.folders()
    hours_later(monkeypatch, 1)
    put, pieces = Vault.write, []

    def stopped_in_the_middle(self, name, source):
        pieces.append(name)
        if len(pieces) == 20:
            store.stop()
        return put(self, name, source)

    with monkeypatch.context() as patched:
        patched.setattr(Vault, "write", stopped_in_the_middle)
        with pytest.raises(CommandError, match="There is no backup"):
            call_command("back_up")
    with pytest.raises(StoreUnavailable):
        Manifest.read(vault, first)
    with pytest.raises(CommandError):
        call_command("restore", PART, identity=identity)
    store.start()
    assert [one for one in vault.folders() if vault.holds(f"{one}/{MANIFEST}")] == [first]
    hours_later(monkeypatch, 2)
    said_by("back_up")
    assert vault.holds(f"{vault.folders()[-1]}/{MANIFEST}")
