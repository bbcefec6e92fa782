"""Where the pieces of backups lie: a folder, or a bucket of an S3 store; whole or not there."""

import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import File

MOST_IN_MEMORY = 8 * 1024 * 1024
Fill = Callable[[BinaryIO], object]


class Place(ABC):
    """Files by name; ``address`` says where, as people write it."""

    address: str

    @abstractmethod
    def holds(self, name: str) -> bool:
        """Tell whether there is a file of this name."""

    @abstractmethod
    def put(self, name: str, fill: Fill) -> None:
        """Keep what ``fill`` writes, durably or not at all.

        Raises:
            OSError: it cannot be kept.
        """

    @abstractmethod
    def open(self, name: str) -> BinaryIO:
        """Return a file to be read and closed.

        Raises:
            FileNotFoundError: there is none of this name.
            OSError: the place does not answer.
        """

    @abstractmethod
    def below(self, folder: str = "") -> tuple[list[str], list[str]]:
        """Return the names of folders and of files in a folder; none where there is none."""

    @abstractmethod
    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is no fault."""

    @abstractmethod
    def delete_folder(self, name: str) -> None:
        """Delete a folder with everything in it."""

    def files(self, folder: str) -> Iterator[str]:
        """Yield the names of all files of a folder and of those in it."""
        folders, names = self.below(folder)
        yield from (f"{folder}/{name}" for name in names)
        for inner in folders:
            yield from self.files(f"{folder}/{inner}")


class FolderPlace(Place):
    """A folder of a disk, or of a mounted share."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, str(folder)

    def holds(self, name: str) -> bool:
        """Tell whether there is a file of this name."""
        return (self.folder / name).exists()

    def put(self, name: str, fill: Fill) -> None:
        """Keep what ``fill`` writes; it has its name when it is whole and on the disk."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with unfinished.open("wb") as target:
                os.fchmod(target.fileno(), 0o600)
                fill(target)
                target.flush()
                os.fsync(target.fileno())
            unfinished.replace(path)
            _settle(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)

    def open(self, name: str) -> BinaryIO:
        """Return a file to be read and closed."""
        return (self.folder / name).open("rb")

    def below(self, folder: str = "") -> tuple[list[str], list[str]]:
        """Return the names of the folders and of the files in a folder, those cut off as well."""
        try:
            found = sorted((self.folder / folder).iterdir())
        except FileNotFoundError:
            return [], []
        return [one.name for one in found if one.is_dir()], [
            one.name for one in found if not one.is_dir()
        ]

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is no fault."""
        (self.folder / name).unlink(missing_ok=True)

    def delete_folder(self, name: str) -> None:
        """Delete a folder with everything in it."""
        shutil.rmtree(self.folder / name)


class BucketPlace(Place):
    """A bucket of an S3 store, or a part of it: ``s3://bucket/part``."""

    def __init__(self, address: str) -> None:
        # Only here: nothing loads the client's library where there is no bucket.
        from portal_network.delivery.objects import PrivateS3Storage

        parts = urlsplit(address)
        self.address = address
        self._storage = PrivateS3Storage(
            bucket_name=parts.netloc, location=parts.path.strip("/"), file_overwrite=True,
            **settings.BACKUP_S3,
        )  # fmt: skip

    def holds(self, name: str) -> bool:
        """Tell whether there is an object of this name."""
        return self._storage.exists(name)

    def put(self, name: str, fill: Fill) -> None:
        """Keep what ``fill`` writes: a store shows an object when all of it is there."""
        with SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as content:
            fill(content)
            content.seek(0)
            self._storage.save(name, File(content, name=name))

    def open(self, name: str) -> BinaryIO:
        """Return an object to be read and closed."""
        return self._storage.open(name)

    def below(self, folder: str = "") -> tuple[list[str], list[str]]:
        """Return the names of the folders and of the objects in a folder."""
        folders, names = self._storage.listdir(folder)
        return sorted(filter(None, folders)), sorted(filter(None, names))

    def delete(self, name: str) -> None:
        """Delete an object; one that is gone already is no fault."""
        self._storage.delete(name)

    def delete_folder(self, name: str) -> None:
        """Delete all objects of a folder."""
        for one in list(self.files(name)):
            self.delete(one)


def place_at(address: str | Path) -> Place:
    """Return the place of an address: ``s3://bucket/part``, anything else is a folder."""
    if is_bucket(address):
        return BucketPlace(str(address))
    return FolderPlace(Path(address))


def is_bucket(address: str | Path) -> bool:
    """Tell whether an address is one of an S3 store."""
    return str(address).startswith("s3://")


def _settle(folder: Path) -> None:
    """Let the names in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
