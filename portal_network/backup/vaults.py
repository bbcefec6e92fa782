"""Where backups lie: encrypted pieces in a folder or a bucket, complete or not there.

Each piece is encrypted with age to a key of which the server has the public half alone: whoever
takes the server, or the disk of the backups, reads nothing of them.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyrage

from portal_network.backup.places import place_at
from portal_network.delivery.stores import StoreUnavailable

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
    """A place for pieces by name; writes need ``recipient``, reads ``identity``."""

    def __init__(self, address: Path | str, *, recipient: str = "", identity: str = "") -> None:
        """Open a vault in a folder, or in a bucket (``s3://bucket/part``).

        Raises:
            ValueError: a key is none of age's.
        """
        self.place = place_at(address)
        try:
            self._recipient = pyrage.x25519.Recipient.from_str(recipient) if recipient else None
            self._identity = pyrage.x25519.Identity.from_str(identity) if identity else None
        except pyrage.RecipientError as error:
            raise ValueError("The recipient is no public key of age (age1…).") from error
        except pyrage.IdentityError as error:
            raise ValueError("The identity is no key of age (AGE-SECRET-KEY-1…).") from error

    def holds(self, name: str) -> bool:
        """Tell whether there is a piece of this name; pieces are complete or not there."""
        return self.place.holds(f"{name}{ENDING}")

    def write(self, name: str, source: BinaryIO) -> Reading:
        """Keep a piece, durably or not at all; return its digest and size.

        Raises:
            OSError: the source cannot be read, or there is no room.
        """
        reading = Reading(source)
        try:
            self.place.put(
                f"{name}{ENDING}",
                lambda target: pyrage.encrypt_io(reading, target, [self._recipient]),
            )
        except pyrage.EncryptError as error:
            # So it hands on whatever the source or the target raised.
            raise OSError(f"{name} cannot be kept: {error}") from error
        return reading

    def read(self, name: str, target: BinaryIO) -> None:
        """Write the content of a piece into ``target``.

        Raises:
            Damaged: it is missing, was changed, or is not for this key.
        """
        try:
            with self.place.open(f"{name}{ENDING}") as source:
                pyrage.decrypt_io(source, target, [self._identity])
        except FileNotFoundError as error:
            raise Damaged(f"{name} is missing") from error
        except StoreUnavailable:
            # It is not the piece that is at fault.
            raise
        except (pyrage.DecryptError, OSError) as error:
            # A piece that was changed is found out while it is read, as a fault of reading.
            raise Damaged(f"{name} cannot be read with this key") from error

    def note(self, name: str, lines: list[str]) -> None:
        """Keep lines that are no secret, as they are."""
        content = "\n".join(lines).encode("ascii")
        self.place.put(name, lambda target: target.write(content))

    def noted(self, name: str) -> list[str]:
        """Return lines that were kept; none where there are none."""
        try:
            with self.place.open(name) as source:
                return source.read().decode("ascii").split()
        except FileNotFoundError:
            return []

    def folders(self) -> list[str]:
        """Return the names of the folders at the top that begin with a digit, in their order."""
        folders, _files = self.place.below()
        return [name for name in folders if name[:1].isdigit()]

    def delete(self, name: str) -> None:
        """Delete a piece; one that is gone already is no fault."""
        self.place.delete(f"{name}{ENDING}")

    @contextmanager
    def whole_or_nothing(self, name: str) -> Iterator[None]:
        """Delete a folder again where filling it fails, so that it takes no room from the next."""
        try:
            yield
        except OSError:
            with suppress(OSError):
                self.place.delete_folder(name)
            raise

    def delete_folder(self, name: str) -> None:
        """Delete a folder with everything in it."""
        self.place.delete_folder(name)

    def delete_others(self, folder: str, needed: set[str]) -> None:
        """Delete what lies below a folder and is not needed, pieces that were cut off as well."""
        for path in list(self.place.files(folder)):
            name = path.rpartition("/")[2]
            if ENDING in name and name.removesuffix(ENDING) not in needed:
                self.place.delete(path)
