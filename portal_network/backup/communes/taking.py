"""Takes a backup of one commune: its rows of one moment, its files, then the list of both."""

import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db.models import FileField
from django.utils import timezone
from wagtail.models import Page

from portal_network.audit.models import AuditEntry
from portal_network.backup import tables
from portal_network.backup.communes.extent import Extent, models_of_communes
from portal_network.backup.communes.keys import names_of_others
from portal_network.backup.communes.rows import Lines, rows_of
from portal_network.backup.taking import INDEX, MANIFEST, Piece, name_of, table_piece, take_file
from portal_network.backup.vaults import Vault
from portal_network.delivery.orphans import FOLDERS
from portal_network.tenancy.models import Commune, Membership

FORMAT = "commune-1"
FOLDER = "communes"
# Kept to be read, never set back: who did what, and who worked there.
RECORDS = (AuditEntry, Membership)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the commune stood: its province and the tops of its trees."""

    code: str
    name: str
    province: str
    root_key: int
    root_path: str
    root_url_path: str
    root_translation: str
    collection_key: int
    collection_path: str
    site_key: int


@dataclass(frozen=True, slots=True)
class CommuneManifest:
    """What a backup of a commune holds; ``names`` are the natural names of rows of others."""

    taken_at: str
    place: Place
    migrations: dict[str, list[str]]
    tables: list[Piece]
    files: list[Piece]
    lost: list[str]
    names: dict[str, dict[str, list]]
    format: str = FORMAT

    def as_json(self) -> bytes:
        """Return it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "CommuneManifest":
        """Return what was kept.

        Raises:
            ValueError: it is of a format that this version does not know.
        """
        values = json.loads(content)
        if values["format"] != FORMAT:
            raise ValueError(f"This version cannot read backups of format {values['format']}.")
        pieces = {name: [Piece(**one) for one in values[name]] for name in ("tables", "files")}
        return cls(**(values | pieces | {"place": Place(**values["place"])}))


def vault_of(folder: Path, code: str, **keys: str) -> Vault:
    """Return where the backups of a commune lie, complete without anything beside them."""
    return Vault(folder / FOLDER / code, **keys)


def take_commune(vault: Vault, commune: Commune) -> tuple[str, CommuneManifest]:
    """Take a backup of a commune; return its name and what it holds.

    Call it within ``tables.alone()``, with scopes disabled.

    Raises:
        NotPostgreSQL: the database is another one.
        OSError: the vault or a store of files cannot be used; there is no backup then.
        Unclassified: the program has a table of which nobody has said whose it is.
    """
    tables.require_postgresql()
    moment = timezone.now()
    name, extent = name_of(moment), Extent(commune)
    with tables.one_moment():
        stored = [_take_rows(vault, name, extent.rows(model)) for model in models_of_communes()]
        stored += [
            _take_rows(vault, name, model._base_manager.filter(**{_code_of(model): commune.pk}))
            for model in RECORDS
        ]
        wanted = sorted(set(file_names(extent)))
        place, migrations = place_of(commune), tables.migrations_applied()
        names = names_of_others(extent)
    files, lost = _take_files(vault, wanted)
    manifest = CommuneManifest(moment.isoformat(), place, migrations, stored, files, lost, names)
    vault.note(f"{name}/{INDEX}", sorted({piece.digest for piece in files}))
    vault.write(f"{name}/{MANIFEST}", io.BytesIO(manifest.as_json()))
    return name, manifest


def place_of(commune: Commune) -> Place:
    """Return where a commune stands in this installation."""
    root = Page.objects.get(pk=commune.root_page_id)
    return Place(
        code=commune.pk,
        name=commune.name,
        province=commune.province_id,
        root_key=root.pk,
        root_path=root.path,
        root_url_path=root.url_path,
        root_translation=str(root.translation_key),
        collection_key=commune.collection_id,
        collection_path=commune.collection.path,
        site_key=commune.site_id,
    )


def file_columns(model) -> list[FileField]:
    """Return the columns of a table that name files."""
    return [field for field in model._meta.local_fields if isinstance(field, FileField)]


def alias_of(name: str) -> str:
    """Return the name of the storage in which a file lies, told by its folder."""
    return "private" if name.partition("/")[0] in FOLDERS["private"] else "default"


def file_names(extent: Extent) -> Iterator[tuple[str, str]]:
    """Yield storage and name of every file that a commune's rows name."""
    for model in models_of_communes():
        for field in file_columns(model):
            rows = extent.rows(model).exclude(**{field.name: ""})
            for name in rows.values_list(field.name, flat=True):
                yield alias_of(name), name


def _code_of(model) -> str:
    return "commune_code" if model is AuditEntry else "commune"


def _take_rows(vault: Vault, backup: str, rows) -> Piece:
    table = rows.model._meta.db_table
    lines = Lines(rows_of(rows))
    kept = vault.write(table_piece(backup, table), lines)
    return Piece(
        table, kept.digest, kept.size, rows=lines.count, columns=tables.columns_of(table)
    )  # fmt: skip


def _take_files(vault: Vault, wanted: list[tuple[str, str]]) -> tuple[list[Piece], list[str]]:
    kept, lost = [], []
    for alias, name in wanted:
        try:
            kept.append(take_file(vault, alias, name))
        except FileNotFoundError:
            lost.append(f"{alias}/{name}")
    return kept, lost
