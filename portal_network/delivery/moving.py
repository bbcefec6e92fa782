"""Moves files from this machine's disk into the store, so that it may be stopped and go on."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import Storage

BLOCK = 1024 * 1024


class DiffersAfterwards(Exception):
    """What the store gives back is not what was put there."""


@dataclass
class Moved:
    """What was done: copied now, there already from an earlier run; bytes copied."""

    copied: int = 0
    known: int = 0
    size: int = 0


class Journal:
    """What was copied and read back, one JSON object per line; survives being cut off anywhere."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, str] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
        except ValueError:
            # The line at which an earlier run was stopped.
            return
        self._known[entry["name"]] = entry["sha256"]

    def holds(self, name: str, digest: str) -> bool:
        """Tell whether this content was copied and read back under this name."""
        return self._known.get(name) == digest

    def add(self, name: str, digest: str) -> None:
        """Note a file, durably before it counts."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            # On a line of its own, also behind one that was cut off.
            file.write("\n" + json.dumps({"name": name, "sha256": digest}, ensure_ascii=False))
            file.flush()
            os.fsync(file.fileno())
        self._known[name] = digest


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every regular file below a folder with its name in a storage, in a steady order."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def move_folder(folder: Path, store: Storage, journal: Journal, *, prefix: str = "") -> Moved:
    """Copy each file below ``folder`` into ``store`` and read it back; originals stay.

    ``prefix`` keeps the journal's names of several folders apart.

    Raises:
        DiffersAfterwards: the store gave back something else; nothing is noted of that file.
        StoreUnavailable: the store does not answer; run it again.
    """
    moved = Moved()
    for name, path in files_below(folder):
        digest = digest_of_path(path)
        if journal.holds(prefix + name, digest):
            moved.known += 1
            continue
        with path.open("rb") as file:
            # What an interrupted run left under this name would give the copy another name.
            store.delete(name)
            stored_as = store.save(name, File(file))
        if stored_as != name:
            raise DiffersAfterwards(f"{name} was stored as {stored_as}")
        with store.open(name, "rb") as copy:
            if digest_of(copy) != digest:
                raise DiffersAfterwards(name)
        journal.add(prefix + name, digest)
        moved.copied += 1
        moved.size += path.stat().st_size
    return moved


def compare(folder: Path, store: Storage) -> list[str]:
    """Read everything again on both sides; return the names that differ or are missing."""
    wrong = []
    for name, path in files_below(folder):
        try:
            with store.open(name, "rb") as copy:
                is_same = digest_of(copy) == digest_of_path(path)
        except FileNotFoundError:
            is_same = False
        if not is_same:
            wrong.append(name)
    return wrong


def digest_of_path(path: Path) -> str:
    """Return the SHA-256 of a file on disk."""
    with path.open("rb") as file:
        return digest_of(file)


def digest_of(file: BinaryIO) -> str:
    """Return the SHA-256 of what can be read."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
