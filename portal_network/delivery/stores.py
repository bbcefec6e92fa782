"""Files that lie in a store elsewhere, whatever its client; no client's library is loaded here."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


class StoreUnavailable(OSError):
    """The store does not answer, or refuses; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file, or a part of it, on its way out: ``size`` is that of the whole, in bytes."""

    size: int
    length: int
    modified_at: datetime
    chunks: Iterator[bytes]


class RemoteStorage(ABC):
    """A storage whose files the portal fetches for whoever may have them."""

    @abstractmethod
    def stream(self, name: str, part: tuple[int, int] | None = None) -> Stored:
        """Return a file as it comes from the store, or the bytes from first to last of it.

        Raises:
            FileNotFoundError: the store has no such file.
            StoreUnavailable: it does not answer.
        """
