"""Takes a backup of one commune: its rows of one moment, its files, then the list of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.db.models import FileField
from django.utils import timezone
from wagtail.models import Page

from portal_network.audit.models import AuditEntry
from portal_network.backup import tables
from portal_network.backup.communes.extent import Extent, models_of_communes
from portal_network.backup.communes.keys import names_of_others
from portal_network.backup.communes.rows import Lines, rows_of
from portal_network.backup.manifests import Manifest, Piece
from portal_network.backup.taking import name_of, table_piece, take_files
from portal_network.backup.vaults import Vault
from portal_network.delivery.orphans import FOLDERS
from portal_network.tenancy.models import Commune, Membership

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


@dataclass(frozen=True, kw_only=True)
class CommuneManifest(Manifest):
    """What a backup of a commune holds; ``names`` are the natural names of rows of others."""

    FORMAT: ClassVar[int | str] = "commune-1"

    place: Place
    names: dict[str, dict[str, list]]

    @classmethod
    def _typed(cls, values: dict[str, Any]) -> dict[str, Any]:
        return super()._typed(values) | {"place": Place(**values["place"])}


def vault_of(address: Path | str, code: str, **keys: str) -> Vault:
    """Return where the backups of a commune lie, complete without anything beside them."""
    return Vault(f"{str(address).rstrip('/')}/{FOLDER}/{code}", **keys)


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
    with vault.whole_or_nothing(name):
        with tables.one_moment():
            stored = [_take_rows(vault, name, extent.rows(model)) for model in models_of_communes()]
            stored += [
                _take_rows(vault, name, model._base_manager.filter(**{_code_of(model): commune.pk}))
                for model in RECORDS
            ]
            wanted = sorted(set(file_names(extent)))
            place, migrations = place_of(commune), tables.migrations_applied()
            names = names_of_others(extent)
        files, lost = take_files(vault, wanted)
        manifest = CommuneManifest(
            taken_at=moment.isoformat(), migrations=migrations, tables=stored, files=files,
            lost=lost, place=place, names=names,
        )  # fmt: skip
        manifest.write(vault, name)
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
