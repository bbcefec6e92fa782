"""Brings a backup back into an empty installation, and compares what is there with it."""

from dataclasses import dataclass
from tempfile import SpooledTemporaryFile

from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal_network.audit import triggers
from portal_network.backup import tables
from portal_network.backup.manifests import Manifest, Piece
from portal_network.backup.taking import file_piece, table_piece
from portal_network.backup.vaults import Damaged, Reading, Vault
from portal_network.delivery.moving import digest_of
from portal_network.provisioning.bulk import refresh_statistics

MOST_IN_MEMORY = 8 * 1024 * 1024


class NotEmpty(Exception):
    """There are pages or accounts already; a restore never replaces what somebody works with."""


class UnknownVersion(Exception):
    """The backup is of a version that this program does not know."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison: what the backup says, what is there."""

    name: str
    expected: int
    found: int
    is_same: bool


def restore(vault: Vault, backup: str) -> Manifest:
    """Bring a backup back: tables in one transaction, then files; all as it was.

    Of an earlier version the tables are as they were then; ``migrate`` brings them to this one.

    Raises:
        NotPostgreSQL: the database is another one.
        NotEmpty: the database holds an installation.
        UnknownVersion: the backup is of a later version than this program.
        Damaged: a piece is missing or was changed; the tables are as before.
    """
    tables.require_postgresql()
    manifest = Manifest.read(vault, backup)
    _refuse_used_database()
    _migrate_to(manifest)
    with tables.taking_its_time():
        _fill(vault, backup, manifest)
        refresh_statistics()
    ContentType.objects.clear_cache()
    for piece in manifest.files:
        _restore_file(vault, piece)
    return manifest


def compare(manifest: Manifest) -> list[Line]:
    """Read every table and file again and compare with a backup.

    Tables are the same only until something was written or migrated.
    """
    lines = [_compare_table(piece) for piece in manifest.tables]
    for alias in sorted({piece.storage for piece in manifest.files}):
        pieces = [piece for piece in manifest.files if piece.storage == alias]
        same = sum(_is_same_file(piece) for piece in pieces)
        lines.append(Line(f"files: {alias}", len(pieces), same, same == len(pieces)))
    return lines


def _refuse_used_database() -> None:
    existing = tables.table_names()
    for table in ("accounts_user", "tenancy_province"):
        if table in existing and tables.count(table):
            raise NotEmpty("The database holds an installation; restore into an empty one.")


def _migrate_to(manifest: Manifest) -> None:
    graph = MigrationLoader(connection).graph
    known = set(graph.nodes)
    wanted = [(app, name) for app, names in manifest.migrations.items() for name in names]
    if unknown := [f"{app}.{name}" for app, name in wanted if (app, name) not in known]:
        raise UnknownVersion(f"Install the version of the backup, or a later one: {unknown}")
    if set(wanted) == set(graph.leaf_nodes()):
        # Of this very version.
        call_command("migrate", verbosity=0, interactive=False)
        return
    for app, name in wanted:
        call_command("migrate", app, name, verbosity=0, interactive=False)


def _fill(vault: Vault, backup: str, manifest: Manifest) -> None:
    # The log's own rules refuse entries that do not come one after the other; its chain is checked
    # afterwards like everything else, and the rules are back before anybody can write.
    triggers.remove(connection, triggers.names(connection.vendor))
    tables.empty_all()
    for piece in manifest.tables:
        with SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as text:
            fetch(vault, table_piece(backup, piece.name), piece, text)
            with tables.filling(piece.name, piece.columns) as copy:
                while block := text.read(MOST_IN_MEMORY):
                    copy.write(block)
    tables.reset_sequences()
    with connection.cursor() as cursor:
        # Now, so that the rules of the log can be put back in the same transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.install(connection)


def fetch(vault: Vault, name: str, piece: Piece, target) -> None:
    """Write a piece into an empty file, from whose beginning it can be read.

    Raises:
        Damaged: it is missing, not for this key, or not what was stored.
    """
    vault.read(name, target)
    target.seek(0)
    if digest_of(target) != piece.digest:
        raise Damaged(f"{piece.name} is not what was stored")
    target.seek(0)


def _restore_file(vault: Vault, piece: Piece) -> None:
    if _is_same_file(piece):
        # From an earlier run that was stopped.
        return
    storage = storages[piece.storage]
    with SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as content:
        fetch(vault, file_piece(piece.digest), piece, content)
        storage.delete(piece.name)
        if storage.save(piece.name, File(content)) != piece.name:
            raise OSError(f"{piece.storage}/{piece.name} could not be stored under its name")


def _compare_table(piece: Piece) -> Line:
    if piece.name not in tables.table_names():
        return Line(piece.name, piece.rows, 0, is_same=False)
    with tables.text_of(piece.name, piece.columns) as text:
        reading = Reading(text)
        while reading.read():
            pass
    found = tables.count(piece.name)
    return Line(piece.name, piece.rows, found, reading.digest == piece.digest)


def _is_same_file(piece: Piece) -> bool:
    storage = storages[piece.storage]
    if not storage.exists(piece.name):
        return False
    with storage.open(piece.name, "rb") as file:
        return digest_of(file) == piece.digest
