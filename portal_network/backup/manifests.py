"""What a backup holds: the list that is written last, so that whoever has none has no backup."""

import io
import json
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self

from portal_network.backup.vaults import Vault

MANIFEST = "manifest"
# Which contents a backup needs, for forgetting the others without the key: digests alone.
INDEX = "contents"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a backup knows of a table or a file: SHA-256 and size of its content in bytes.

    ``rows`` and ``columns`` are of tables, ``storage`` is of files.
    """

    name: str
    digest: str
    size: int
    rows: int = 0
    columns: list[str] = field(default_factory=list)
    storage: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup of the whole installation holds.

    ``migrations`` are the newest of each application, ``lost`` the files that were deleted between
    being listed and being copied.
    """

    FORMAT: ClassVar[int | str] = 1

    taken_at: str
    migrations: dict[str, list[str]]
    tables: list[Piece]
    files: list[Piece]
    lost: list[str]

    def as_json(self) -> bytes:
        """Return it as it is kept."""
        values = asdict(self) | {"format": self.FORMAT}
        return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Return what was kept.

        Raises:
            ValueError: it is of a format that this version does not know.
        """
        values = json.loads(content)
        if (found := values.pop("format")) != cls.FORMAT:
            raise ValueError(f"This version cannot read backups of format {found}.")
        return cls(**cls._typed(values))

    @classmethod
    def _typed(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return values read from JSON as the fields want them."""
        return values | {
            name: [Piece(**one) for one in values[name]] for name in ("tables", "files")
        }

    @classmethod
    def read(cls, vault: Vault, backup: str) -> Self:
        """Return what a backup holds.

        Raises:
            Damaged: there is no such backup, or it is not for this key.
            ValueError: it is of a format that this version does not know.
        """
        content = io.BytesIO()
        vault.read(f"{backup}/{MANIFEST}", content)
        return cls.from_json(content.getvalue())

    def write(self, vault: Vault, backup: str) -> None:
        """Write it, which makes a backup of what was taken."""
        vault.note(f"{backup}/{INDEX}", sorted({piece.digest for piece in self.files}))
        vault.write(f"{backup}/{MANIFEST}", io.BytesIO(self.as_json()))
