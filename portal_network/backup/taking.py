"""Takes a backup: the database of one moment, then every file, then the list of both."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files.storage import Storage, storages
from django.utils import timezone

from portal_network.backup import tables
from portal_network.backup.manifests import INDEX, MANIFEST, Manifest, Piece
from portal_network.backup.vaults import Vault
from portal_network.delivery.moving import digest_of

STORAGES = ("default", "private")


def name_of(moment: datetime) -> str:
    """Return the name of a backup, which sorts by time."""
    return timezone.localtime(moment).strftime("%Y%m%dT%H%M%S")


def table_piece(backup: str, table: str) -> str:
    """Return where a backup keeps a table."""
    return f"{backup}/tables/{table}"


def file_piece(digest: str) -> str:
    """Return where all backups keep a content; what did not change is kept once."""
    return f"files/{digest[:2]}/{digest}"


def take(vault: Vault) -> tuple[str, Manifest]:
    """Take a backup; return its name and what it holds.

    A file that is deleted between being listed and being copied is told in ``lost``.

    Call it, and whatever deletes from the vault, within ``tables.alone()``.

    Raises:
        NotPostgreSQL: the database is another one.
        OSError: the vault or a store of files cannot be used; there is no backup then.
    """
    tables.require_postgresql()
    moment = timezone.now()
    name = name_of(moment)
    with vault.whole_or_nothing(name):
        with tables.one_moment():
            migrations = tables.migrations_applied()
            stored = [_take_table(vault, name, table) for table in tables.table_names()]
        everything = ((alias, name) for alias in STORAGES for name in names_in(storages[alias]))
        files, lost = take_files(vault, everything)
        manifest = Manifest(
            taken_at=moment.isoformat(),
            migrations=migrations,
            tables=stored,
            files=files,
            lost=lost,
        )
        manifest.write(vault, name)
    return name, manifest


def forget_before(vault: Vault, moment: datetime) -> list[str]:
    """Delete backups of before ``moment`` but never the last, and contents that no other needs.

    Returns the names of those deleted. What an unfinished backup has left goes as well.
    """
    whole = [name for name in vault.folders() if vault.holds(f"{name}/{MANIFEST}")]
    last = whole[-1] if whole else ""
    old = [name for name in vault.folders() if name < min(name_of(moment), last)]
    for name in old:
        # The manifest first: half a backup is none.
        vault.delete(f"{name}/{MANIFEST}")
        vault.delete_folder(name)
    needed = {digest for name in vault.folders() for digest in vault.noted(f"{name}/{INDEX}")}
    if old:
        vault.delete_others("files", needed)
    return old


def _take_table(vault: Vault, backup: str, table: str) -> Piece:
    columns = tables.columns_of(table)
    with tables.text_of(table, columns) as text:
        kept = vault.write(table_piece(backup, table), text)
    return Piece(table, kept.digest, kept.size, rows=tables.count(table), columns=columns)


def take_files(vault: Vault, wanted: Iterable[tuple[str, str]]) -> tuple[list[Piece], list[str]]:
    """Keep files by storage and name; return what was kept and the names of what was gone.

    Raises:
        OSError: one cannot be read or kept, or changes meanwhile.
    """
    kept, lost = [], []
    for alias, name in wanted:
        try:
            kept.append(_take_file(vault, alias, name))
        except FileNotFoundError:
            lost.append(f"{alias}/{name}")
    return kept, lost


def _take_file(vault: Vault, alias: str, name: str) -> Piece:
    storage = storages[alias]
    with storage.open(name, "rb") as file:
        digest, size = digest_of(file), storage.size(name)
        if not vault.holds(file_piece(digest)):
            file.seek(0)
            kept = vault.write(file_piece(digest), file)
            if kept.digest != digest:
                # Somebody writes it at the moment: files are never written twice.
                raise OSError(f"{alias}/{name} changed while it was copied")
    return Piece(name, digest, size, storage=alias)


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files of a storage, in a steady order."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if name:
            yield f"{folder}/{name}" if folder else name
    for inner in sorted(folders):
        # In a bucket what is private lies beside what is not.
        if inner and (folder or inner != "private" or not _is_bucket(storage)):
            yield from names_in(storage, f"{folder}/{inner}" if folder else inner)


def _is_bucket(storage: Storage) -> bool:
    return hasattr(storage, "bucket") and not storage.location
