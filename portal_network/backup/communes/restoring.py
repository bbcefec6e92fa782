"""Sets one commune back to the moment of a backup; everybody else stays as they are.

One transaction: whatever goes wrong, rows and files are as before. What citizens sent stays as it
is today, and comes back where it is gone: nothing that somebody was thanked for is lost, and
nothing that was erased comes back. Logs of who did what stay as well.
"""

import json
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile

from django.core.files import File
from django.core.files.storage import storages
from django.db import IntegrityError
from django.db.models import Model
from wagtail.models import Collection, ModelLogEntry, Page, PageLogEntry, Revision, Site

from commune_site.consultations.models import Opinion
from commune_site.engagement import models as engagement
from portal_network.audit.services import record
from portal_network.backup import tables
from portal_network.backup.communes import afterwards, rows
from portal_network.backup.communes.contents import Contents, tell_keys
from portal_network.backup.communes.extent import Extent, abandoned, models_of_communes
from portal_network.backup.communes.keys import Keys, same_place, top_of
from portal_network.backup.communes.loose_ends import StillNeeded, check_now, mend
from portal_network.backup.communes.rows import Row
from portal_network.backup.communes.taking import (
    CommuneManifest,
    Place,
    alias_of,
    file_columns,
    place_of,
)
from portal_network.backup.restoring import MOST_IN_MEMORY, UnknownVersion, fetch
from portal_network.backup.taking import file_piece, table_piece
from portal_network.backup.vaults import Damaged, Vault
from portal_network.delivery.moving import digest_of
from portal_network.tenancy.models import Commune

FROM_CITIZENS = (
    engagement.Case,
    engagement.CaseAttachment,
    engagement.CaseEvent,
    engagement.CaseLink,
    engagement.Correction,
    engagement.ProposedAnswer,
    engagement.Rating,
    engagement.BlockedSender,
    Opinion,
)
# Who did what: never set back, whatever was.
LOGS = (PageLogEntry, ModelLogEntry)
# The installation's own word on a commune, and where its trees are.
KEPT_OF_COMMUNE = {
    "code", "collection_id", "merged_into_id", "province_id", "root_page_id", "site_id", "status",
    "suspension_reason",
}  # fmt: skip
KEPT_OF_ROOT = {
    "content_type_id", "depth", "id", "locale_id", "numchild", "path", "slug", "translation_key",
    "url_path",
}  # fmt: skip


class UnknownCommune(Exception):
    """There is no such commune here, or the backup is of another one."""


class NotPossible(Exception):
    """Rows of the backup and rows of others cannot both be there; nothing was changed."""


@dataclass(slots=True)
class Outcome:
    """What a restore did: rows and files brought back, names of what was gone mended."""

    taken_at: str
    rows: int = 0
    files: int = 0
    mended: int = 0
    is_same_place: bool = True
    lost: list[str] = field(default_factory=list)


def restore_commune(vault: Vault, backup: str, code: str) -> Outcome:
    """Set a commune back, in this installation or into another one; call it without scopes.

    Raises:
        NotPostgreSQL: the database is another one.
        UnknownCommune: the commune has not been created here, or the backup is another one's.
        UnknownVersion: the backup is of another version than this program.
        Damaged: a piece is missing or was changed.
        NotPossible: rows of others are in the way.
    """
    tables.require_postgresql()
    manifest = CommuneManifest.read(vault, backup)
    commune = Commune.objects.filter(pk=code).select_related("collection").first()
    if commune is None or not commune.root_page_id:
        raise UnknownCommune(f"{code} has no site here; create it with create_network first.")
    if manifest.place.code != code:
        raise UnknownCommune(f"The backup is of {manifest.place.code}, not of {code}.")
    if manifest.migrations != tables.migrations_applied():
        raise UnknownVersion(
            "The backup is of another version of the program. Bring that version's installation "
            "back, upgrade it, and take a backup of the commune there."
        )
    work = _Restoring(vault, backup, manifest, commune)
    try:
        with tables.taking_its_time():
            return work.run()
    except BaseException as error:
        work.forget_files()
        if isinstance(error, IntegrityError | StillNeeded):
            raise NotPossible(str(error)) from error
        raise


class _Restoring:
    """One restore, from the pieces to the last row."""

    def __init__(self, vault: Vault, backup: str, manifest: CommuneManifest, commune: Commune):
        self.vault, self.backup, self.manifest, self.commune = vault, backup, manifest, commune
        self.extent, self.there, self.here = Extent(commune), manifest.place, place_of(commune)
        self.models = models_of_communes()
        self.keys = Keys(same_place(self.there.root_key, self.there.root_translation))
        self.anchors = {Page: self.here.root_key, Collection: self.here.collection_key}
        self.made: list[tuple[str, str]] = []

    def run(self) -> Outcome:
        """Do it, within a transaction."""
        kept = {model: self._read(model) for model in self.models}
        present = {model: self._present(model) for model in self.models}
        self._leave_to_today(kept, present)
        self._settle_keys(kept, present)
        names = self._stage(kept)
        afterwards.before(self.extent)
        self._replace(kept, present, names)
        restored = {
            model: {row[model._meta.pk.column] for row in found} for model, found in kept.items()
        }
        mended = mend(restored, _vanished(present, restored))
        check_now()
        afterwards.after(self.commune, restored, present)
        outcome = Outcome(
            self.manifest.taken_at, sum(map(len, kept.values())), len(names), mended,
            self.keys.is_same_place, self.manifest.lost,
        )  # fmt: skip
        record(
            "backup.commune_restored", instance=self.commune,
            details={"backup": self.backup, "taken_at": outcome.taken_at, "rows": outcome.rows},
        )  # fmt: skip
        return outcome

    def forget_files(self) -> None:
        """Delete the files of a restore that did not happen."""
        for alias, name in self.made:
            storages[alias].delete(name)

    def _read(self, model: type[Model]) -> list[Row]:
        piece = next(
            (one for one in self.manifest.tables if one.name == model._meta.db_table), None
        )
        if piece is None:
            raise Damaged(f"{model._meta.db_table} is missing")
        with SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as lines:
            fetch(self.vault, table_piece(self.backup, piece.name), piece, lines)
            return [json.loads(line) for line in lines]

    def _present(self, model: type[Model]) -> set:
        return set(self.extent.rows(model).order_by().values_list("pk", flat=True))

    def _leave_to_today(self, kept: dict, present: dict) -> None:
        """Bring back of logs and of what citizens sent only what is gone, each case as a whole."""
        cases = present[engagement.Case] if self.keys.is_same_place else set()
        for model in (*FROM_CITIZENS, *LOGS):
            key = model._meta.pk.column
            known = self._known(model, [row[key] for row in kept[model]])
            hangs_on_case = model not in (engagement.Case, engagement.Correction, Opinion)
            kept[model] = [
                row for row in kept[model]
                if row[key] not in known
                and not (hangs_on_case and row.get("case_id") in cases)
            ]  # fmt: skip
            # Neither deleted nor gone.
            present[model] = set()

    def _known(self, model: type[Model], keys: list) -> set:
        """Return which of the backup's rows are here, about whatever they are."""
        if not self.keys.is_same_place:
            return set()
        return set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))

    def _settle_keys(self, kept: dict, present: dict) -> None:
        self.keys.find_others(self.manifest.names)
        self.keys.anchor(Page, self.there.root_key, self.here.root_key)
        self.keys.anchor(Collection, self.there.collection_key, self.here.collection_key)
        self.keys.anchor(Site, self.there.site_key, self.here.site_key)
        for model in self.models:
            if top_of(model) is model:
                old = [row[model._meta.pk.column] for row in kept[model]]
                if self.keys.is_same_place:
                    # A key is given once: this is what the backup holds, still about what is gone.
                    present[model] |= abandoned(model, set(old) - present[model])
                self.keys.settle(model, old, present[model])

    def _stage(self, kept: dict) -> dict[tuple[str, str], str]:
        """Lay every file that a row names where it can be read; return their names here."""
        wanted = {
            (alias_of(row[one.column]), row[one.column])
            for model in self.models
            for one in file_columns(model)
            for row in kept[model]
            if row[one.column]
        }
        pieces = [one for one in self.manifest.files if (one.storage, one.name) in wanted]
        return {(piece.storage, piece.name): self._lay(piece) for piece in pieces}

    def _lay(self, piece) -> str:
        storage = storages[piece.storage]
        with SpooledTemporaryFile(max_size=MOST_IN_MEMORY) as content:
            fetch(self.vault, file_piece(piece.digest), piece, content)
            if storage.exists(piece.name):
                with storage.open(piece.name, "rb") as there:
                    if digest_of(there) == piece.digest:
                        return piece.name
            # A name that is taken by other contents is left to them.
            name = storage.save(piece.name, File(content))
        self.made.append((piece.storage, name))
        return name

    def _replace(self, kept: dict, present: dict, names: dict) -> None:
        contents = Contents(self.keys) if self.keys.moved else None
        for model in self.models:
            anchor = self.anchors.get(top_of(model))
            rows.delete(model, present[model] - {anchor, self.commune.pk})
        for model in self.models:
            for row in kept[model]:
                self._translate(model, row, contents, names)
            self._write(model, kept[model])

    def _translate(self, model, row: Row, contents: Contents | None, names: dict) -> None:
        if model is Page:
            _move(row, self.there, self.here)
        elif model is Collection:
            _move_collection(row, self.there, self.here)
        for one in file_columns(model):
            name = row[one.column]
            row[one.column] = names.get((alias_of(name), name), name)
        if contents is not None:
            if "object_id" in row:
                self._tell_subject(model, row, contents)
            tell_keys(model, row, self.keys)
            contents.tell(model, row)

    def _tell_subject(self, model, row: Row, contents: Contents) -> None:
        """Tell a row that names another by type and key."""
        subject = self.keys.model_of_type(row["content_type_id"])
        if subject is None:
            return
        if model is Revision:
            contents.tell_revision(subject, row["content"])
        old = row["object_id"]
        key = self.keys.of(subject, int(old) if str(old).isdigit() else old)
        row["object_id"] = type(old)(key)

    def _write(self, model: type[Model], found: list[Row]) -> None:
        """Insert rows; of the commune itself and of its front page set what may be set back."""
        key = model._meta.pk.column
        anchor = self.anchors.get(top_of(model))
        held = {anchor, self.commune.pk} if anchor or model is Commune else set()
        rows.insert(model, (row for row in found if row[key] not in held))
        for row in found:
            if row[key] in held and model is not Collection:
                kept = KEPT_OF_COMMUNE if model is Commune else KEPT_OF_ROOT | {key}
                values = {name: value for name, value in row.items() if name not in kept}
                if values:
                    rows.update(model, row[key], values)


def _move(row: Row, there: Place, here: Place) -> None:
    row["path"] = here.root_path + row["path"].removeprefix(there.root_path)
    row["depth"] = len(row["path"]) // Page.steplen
    row["url_path"] = here.root_url_path + row["url_path"].removeprefix(there.root_url_path)


def _move_collection(row: Row, there: Place, here: Place) -> None:
    row["path"] = here.collection_path + row["path"].removeprefix(there.collection_path)
    row["depth"] = len(row["path"]) // Collection.steplen


def _vanished(present: dict, restored: dict) -> dict[type[Model], set]:
    """Return what was here and is no longer, by the tables that number rows."""
    return {
        model: keys - restored[model] for model, keys in present.items() if top_of(model) is model
    }
