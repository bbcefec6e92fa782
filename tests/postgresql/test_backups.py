"""What a backup holds comes back as it was, files and log included; anything else is found out."""

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from portal_network.backup import tables, taking
from portal_network.backup.management.commands import drill
from portal_network.backup.management.commands.drill import _environment
from portal_network.backup.manifests import MANIFEST, Manifest
from portal_network.backup.restoring import NotEmpty, fetch, restore
from portal_network.backup.taking import file_piece, forget_before, take
from portal_network.backup.vaults import ENDING, Damaged, Vault
from portal_network.settings.environment import PROJECT_ROOT, env
from portal_network.tenancy.models import Role
from tests.factories import NEWS, make_file, make_image, make_user, section_page
from tests.moderation.texts import draft
from tests.networks import TAM_THANH, build_network
from tests.postgresql.copies import copy_database
from tests.postgresql.serving import until

KEY = pyrage.x25519.Identity.generate()


@pytest.fixture
def migrated(transactional_db) -> Iterator[str]:
    """Name a migrated database without rows, or nothing, where migrating is part of the drill."""
    if os.environ.get("DRILL") == "full":
        yield ""
        return
    # Others may need one at the same moment.
    name = f"portal_migrated_{os.getpid()}"
    copy_database(connection.settings_dict["NAME"], name)
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(transactional_db, settings, tmp_path):
    """A network with a page, files of both kinds and a log; where its backups go."""
    for name in ("default", "private"):
        backend = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        options = {"OPTIONS": {"location": str(tmp_path / name)}}
        settings.STORAGES = settings.STORAGES | {name: backend | options}
    settings.BACKUP_FOLDER = str(tmp_path / "backups")
    settings.BACKUP_RECIPIENT = str(KEY.to_public())
    build_network()
    editor = make_user(Role.EDITOR, TAM_THANH)
    page = draft(section_page(TAM_THANH, NEWS), editor)
    page.save_revision(user=editor, log_action=True)
    make_file(TAM_THANH)
    make_image(TAM_THANH)
    storages["private"].save("cases/thư.bin", ContentFile(b"\x00\xff" * 300_000))
    return tmp_path


def vault_of(folder, key=KEY) -> Vault:
    return Vault(folder / "backups", recipient=str(KEY.to_public()), identity=str(key))


def rows_that_are_known(database: str, table: str) -> float:
    """Return how many rows PostgreSQL takes a table to have; -1 where nobody has counted."""
    here = connection.settings_dict
    server = {"host": here["HOST"], "port": here["PORT"], "user": here["USER"]}
    with psycopg.connect(dbname=database, **server) as line:
        row = line.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table]).fetchone()
    return row[0]


def test_a_drill_brings_everything_back_and_leaves_the_installation_alone(
    migrated, installation, monkeypatch, record_property
):
    said = io.StringIO()
    call_command("back_up", stdout=said)
    assert "0 older backups deleted" in said.getvalue()
    identity = installation / "key"
    identity.write_text(str(KEY))
    # A process of its own restores, with the settings of an installation.
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "portal_network.settings.dev")
    monkeypatch.setenv("PORTAL_STATE_DIR", str(installation / "state"))
    monkeypatch.setenv("TASKS_IN_DATABASE", "true")
    counted, do = [], drill.Command._do

    def look(self, statement, name, *others):
        if statement.startswith("DROP"):
            counted.append(rows_that_are_known(name, "wagtailcore_page"))
        do(self, statement, name, *others)

    monkeypatch.setattr(drill.Command, "_do", look)
    said = io.StringIO()
    call_command(
        "drill", identity=identity, folder=installation / "backups", template=migrated, stdout=said
    )
    lines = said.getvalue()
    # For whoever runs `make drill`; continuous integration prints it later.
    print(lines)
    if reports := os.environ.get("TEST_REPORTS"):
        Path(reports, "drill.txt").write_text(lines, encoding="utf-8")
    same = next(line for line in lines.splitlines() if line.endswith("are the same."))
    record_property("figure", same.removesuffix("."))
    assert "The drill passed." in lines
    # Without statistics a list of pages takes minutes until PostgreSQL counts by itself.
    assert counted[0] > 0
    assert "DIFFERENT" not in lines
    for name in ("audit_auditentry", "wagtailcore_page", "files: default", "files: private"):
        assert name in lines
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_database WHERE datname = %s", [f"portal_drill_{os.getpid()}"]
        )
        assert cursor.fetchone() == (0,)


def test_a_drill_speaks_to_the_same_server_as_safely(monkeypatch, tmp_path):
    here = {"USER": "cổng", "PASSWORD": "a:b/c@d", "HOST": "db", "PORT": 5432}
    options = {"OPTIONS": {"sslmode": "verify-full", "connect_timeout": 5}}
    for name, value in (here | options).items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    told = env.db_url_config(_environment("portal_drill_1", tmp_path)["DATABASE_URL"])
    assert {name: told[name] for name in here} == here
    assert (told["NAME"], told["OPTIONS"]) == ("portal_drill_1", {"sslmode": "verify-full"})


def test_one_backup_at_a_time(installation):
    # A session of another process holds the lock.
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [tables.LOCK])
        with pytest.raises(CommandError, match="Another backup"):
            call_command("back_up")
        # A server that is busy ends a session some time after it was closed.
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [tables.LOCK])
    finally:
        other.close()
    assert not (installation / "backups").exists()
    call_command("back_up", stdout=io.StringIO())


def test_limits_of_sessions_and_the_order_of_words_do_not_touch_a_backup(installation):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE words (word text PRIMARY KEY)")
        cursor.execute("INSERT INTO words VALUES ('đ'), ('a'), ('B'), ('Á')")
        cursor.execute("SET statement_timeout = 1")
        try:
            with tables.one_moment(), tables.text_of("words", ["word"]) as text:
                read = b"".join(iter(lambda: text.read(100), b""))
        finally:
            cursor.execute("RESET statement_timeout")
            cursor.execute("DROP TABLE words")
    assert read.decode().split() == ["B", "a", "Á", "đ"]


def test_backups_share_what_did_not_change_and_old_ones_go_with_what_they_alone_need(
    installation, monkeypatch
):
    vault = vault_of(installation)
    first, manifest = take(vault)
    written = []
    keep = Vault.write
    monkeypatch.setattr(
        Vault, "write", lambda self, name, file: written.append(name) or keep(self, name, file)
    )
    gone = next(piece for piece in manifest.files if piece.storage == "private")
    storages["private"].delete(gone.name)
    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(taking.timezone, "now", lambda: later)
    second, _manifest = take(vault)
    # What a backup that was killed has left.
    cut_off = vault.place.folder / "files" / "ab" / ".abc.age.123"
    cut_off.parent.mkdir(exist_ok=True)
    cut_off.write_bytes(b"half")
    assert not [name for name in written if name.startswith("files/")]
    assert forget_before(vault, later - timedelta(days=30)) == [first]
    assert vault.folders() == [second]
    assert not vault.holds(file_piece(gone.digest))
    assert not cut_off.exists()
    # The last one stays, however old it is.
    assert forget_before(vault, later + timedelta(days=999)) == []


def test_a_backup_whose_process_is_killed_is_none(installation, settings, monkeypatch):
    vault = vault_of(installation)
    here = connection.settings_dict
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", "back_up"], cwd=PROJECT_ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal_network.settings.dev",
            "DATABASE_URL": f"postgres://{here['USER']}@{here['HOST']}:{here['PORT']}/{here['NAME']}",
            "PORTAL_STATE_DIR": str(installation / "state"),
            "BACKUP_FOLDER": settings.BACKUP_FOLDER, "BACKUP_RECIPIENT": settings.BACKUP_RECIPIENT,
        },
    )  # fmt: skip
    # As soon as the first pieces are there.
    until(
        lambda: process.poll() is not None or len(list(vault.place.folder.rglob("*.age"))) > 2, 60
    )
    process.kill()
    _said, complaint = process.communicate(timeout=10)
    assert process.returncode == -signal.SIGKILL, complaint
    (name,) = vault.folders()
    assert not vault.holds(f"{name}/{MANIFEST}")
    with pytest.raises(Damaged):
        Manifest.read(vault, name)
    identity = installation / "key"
    identity.write_text(str(KEY))
    with pytest.raises(CommandError, match="no whole backup"):
        call_command("restore", installation / "backups", identity=identity)
    # The next one is whole, and the first stays as nothing.
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(taking.timezone, "now", lambda: later)
    whole, _manifest = take(vault)
    assert Manifest.read(vault, whole).tables
    assert not vault.holds(f"{name}/{MANIFEST}")


def test_nobody_reads_a_backup_without_its_key_and_no_change_goes_unseen(installation):
    vault = vault_of(installation)
    name, manifest = take(vault)
    stranger = vault_of(installation, pyrage.x25519.Identity.generate())
    with pytest.raises(Damaged):
        Manifest.read(stranger, name)
    stored = b"".join(path.read_bytes() for path in vault.place.folder.rglob("*.age"))
    for secret in ("Tam Thanh", "langson", "canbo"):
        assert secret.encode() not in stored
    piece = manifest.files[0]
    path = vault.place.folder / f"{file_piece(piece.digest)}{ENDING}"
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(Damaged, match="cannot be read"):
        fetch(vault, file_piece(piece.digest), piece, io.BytesIO())
    # A whole piece of the right key, but another one.
    other = next(one for one in manifest.files if one.digest != piece.digest)
    shutil.copy(vault.place.folder / f"{file_piece(other.digest)}{ENDING}", path)
    with pytest.raises(Damaged, match="not what was stored"):
        fetch(vault, file_piece(piece.digest), piece, io.BytesIO())


def test_a_restore_never_replaces_what_somebody_works_with(installation):
    vault = vault_of(installation)
    name, _manifest = take(vault)
    with pytest.raises(NotEmpty):
        restore(vault, name)
    assert default_storage.listdir("")[0]


def test_without_a_folder_or_a_key_there_is_no_backup_and_no_fault(installation, settings):
    settings.BACKUP_RECIPIENT = ""
    said = io.StringIO()
    call_command("back_up", stdout=said)
    assert "there is no backup" in said.getvalue()
    settings.BACKUP_RECIPIENT = "age1khongphaikhoa"
    with pytest.raises(CommandError, match="public key"):
        call_command("back_up")


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    path, said = tmp_path / "key", io.StringIO()
    call_command("back_up", make_key=path, stdout=said)
    assert path.stat().st_mode & 0o077 == 0
    assert str(pyrage.x25519.Identity.from_str(path.read_text().strip()).to_public()) in (
        said.getvalue()
    )
    with pytest.raises(CommandError, match="never replaced"):
        call_command("back_up", make_key=path)
