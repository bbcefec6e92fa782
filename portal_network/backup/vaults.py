"""Where backups lie: encrypted pieces in a folder, complete or not there.

Each piece is encrypted with age to a key of which the server has the public half alone: whoever
takes the server, or the disk of the backups, reads nothing of them.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

import pyrage

BLOCK = 1024 * 1024
ENDING = ".age"


class Damaged(Exception):
    """A piece is missing, was changed, or is not for this key."""


class Reading:
    """Hands a stream on and learns the SHA-256 and the size of what went through."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        block = self._source.read(size if size and size > 0 else BLOCK)
        self._digest.update(block)
        self.size += len(block)
        return block

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what was read."""
        return self._digest.hexdigest()


class Vault:
    """A folder of pieces by name; writes need ``recipient``, reads ``identity``."""

    def __init__(self, folder: Path, *, recipient: str = "", identity: str = "") -> None:
        """Open a vault.

        Raises:
            ValueError: a key is none of age's.
        """
        self.folder = folder
        try:
            self._recipient = pyrage.x25519.Recipient.from_str(recipient) if recipient else None
            self._identity = pyrage.x25519.Identity.from_str(identity) if identity else None
        except pyrage.RecipientError as error:
            raise ValueError("The recipient is no public key of age (age1…).") from error
        except pyrage.IdentityError as error:
            raise ValueError("The identity is no key of age (AGE-SECRET-KEY-1…).") from error

    def holds(self, name: str) -> bool:
        """Tell whether there is a piece of this name; pieces are complete or not there."""
        return self._path(name).exists()

    def write(self, name: str, source: BinaryIO) -> Reading:
        """Keep a piece, durably or not at all; return its digest and size."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        reading = Reading(source)
        try:
            with unfinished.open("wb") as target:
                os.fchmod(target.fileno(), 0o600)
                pyrage.encrypt_io(reading, target, [self._recipient])
                target.flush()
                os.fsync(target.fileno())
            unfinished.replace(path)
            _settle(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)
        return reading

    def read(self, name: str, target: BinaryIO) -> None:
        """Write the content of a piece into ``target``.

        Raises:
            Damaged: it is missing, was changed, or is not for this key.
        """
        try:
            with self._path(name).open("rb") as source:
                pyrage.decrypt_io(source, target, [self._identity])
        except FileNotFoundError as error:
            raise Damaged(f"{name} is missing") from error
        except (pyrage.DecryptError, OSError) as error:
            # A piece that was changed is found out while it is read, as a fault of reading.
            raise Damaged(f"{name} cannot be read with this key") from error

    def note(self, name: str, lines: list[str]) -> None:
        """Keep lines that are no secret, as they are."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="ascii")

    def noted(self, name: str) -> list[str]:
        """Return lines that were kept; none where there are none."""
        path = self.folder / name
        return path.read_text(encoding="ascii").split() if path.exists() else []

    def folders(self) -> list[str]:
        """Return the names of the folders at the top that begin with a digit, in their order."""
        if not self.folder.exists():
            return []
        return sorted(one.name for one in self.folder.iterdir() if one.name[:1].isdigit())

    def delete(self, name: str) -> None:
        """Delete a piece; one that is gone already is no fault."""
        self._path(name).unlink(missing_ok=True)

    def delete_folder(self, name: str) -> None:
        """Delete a folder with everything in it."""
        shutil.rmtree(self.folder / name)

    def delete_others(self, folder: str, needed: set[str]) -> None:
        """Delete what lies below a folder and is not needed, pieces that were cut off as well."""
        for path in sorted((self.folder / folder).rglob(f"*{ENDING}*")):
            if path.name.removesuffix(ENDING) not in needed:
                path.unlink()

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{ENDING}"


def _settle(folder: Path) -> None:
    """Let the names in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
