"""Files in an S3 store: private, reached through the portal alone, and down without a crash."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3File, S3Storage

from portal_network.delivery.stores import RemoteStorage, Stored, StoreUnavailable

CHUNK = 256 * 1024
# Bytes of one file that are held in memory; the rest goes to disk.
MOST_IN_MEMORY = 2 * 1024 * 1024
# Seconds: an officer waits for these, and visitors of a picture.
CONNECT_SECONDS, READ_SECONDS = 3, 20
NOT_THERE = frozenset({"404", "NoSuchKey", "NotFound"})


class PrivateS3Storage(RemoteStorage, S3Storage):
    """A bucket that nobody but the portal reads.

    Addresses are those of the portal, as with files on its own disk: the same rules say who gets
    what, no page asks a foreign host, and an address does not expire with a signature.
    """

    def get_default_settings(self) -> dict:
        """Keep objects private and large files out of memory; give up early."""
        return super().get_default_settings() | {
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
            "max_memory_size": MOST_IN_MEMORY,
            "client_config": Config(
                signature_version="s3v4",
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"max_attempts": 2, "mode": "standard"},
                # Other stores than Amazon's know no checksums behind the data.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                s3={"addressing_style": "path"},
            ),
        }

    def url(self, name: str, *_arguments: object, **_options: object) -> str:
        """Return the portal's own address of a file."""
        return f"{settings.MEDIA_URL}{name}"

    def stream(self, name: str, part: tuple[int, int] | None = None) -> Stored:
        """Return a file, or a part of it; see :class:`RemoteStorage`."""
        key = self._normalize_name(name)
        asked = {"Range": f"bytes={part[0]}-{part[1]}"} if part else {}
        with translated(name):
            found = self.bucket.Object(key).get(**asked)
        body = found["Body"]
        whole = found.get("ContentRange", "").rpartition("/")[2]
        return Stored(
            size=int(whole) if whole else found["ContentLength"],
            length=found["ContentLength"],
            modified_at=found["LastModified"],
            chunks=_chunks(body, name),
        )

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file."""
        with translated(name):
            return super().exists(name)

    def size(self, name: str) -> int:
        """Return the size of a file in bytes."""
        with translated(name):
            return super().size(name)

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is no fault."""
        with translated(name):
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the names of the folders and of the files in a folder."""
        with translated(name):
            return super().listdir(name)

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was stored."""
        with translated(name):
            return super().get_modified_time(name)

    def _open(self, name: str, mode: str = "rb") -> S3File:
        with translated(name):
            opened = super()._open(name, mode)
            if "r" in mode:
                # Now, where its faults are understood, not when somebody reads the first byte.
                opened.file  # noqa: B018
            return opened

    def _save(self, name: str, content) -> str:
        with translated(name):
            return super()._save(name, content)


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the faults of the client's library into those of files.

    Raises:
        FileNotFoundError: there is no such file.
        StoreUnavailable: the store does not answer, or refuses.
    """
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in NOT_THERE:
            raise FileNotFoundError(name) from error
        raise StoreUnavailable(code) from error
    except BotoCoreError as error:
        raise StoreUnavailable(type(error).__name__) from error


def _chunks(body, name: str) -> Iterator[bytes]:
    with translated(name):
        yield from body.iter_chunks(CHUNK)
    body.close()
