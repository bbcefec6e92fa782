"""``manage.py back_up``: takes a backup into ``BACKUP_FOLDER``, encrypted; forgets old ones."""

from pathlib import Path

import pyrage
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django_scopes import scopes_disabled

from portal_network.audit.services import record
from portal_network.backup.age import COMMUNE_TAKEN, TAKEN
from portal_network.backup.communes.extent import Unclassified
from portal_network.backup.communes.taking import CommuneManifest, take_commune, vault_of
from portal_network.backup.tables import Busy, NotPostgreSQL, alone, require_postgresql
from portal_network.backup.taking import forget_before, take
from portal_network.backup.vaults import Vault
from portal_network.tenancy.models import Commune


class Command(BaseCommand):
    """Workers run it every night where a folder and a key are set; it may run at any time."""

    help = "Take an encrypted backup of the database and all files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument(
            "--make-key", type=Path, metavar="FILE",
            help="write a new key to FILE, print its public half, and take no backup",
        )  # fmt: skip
        parser.add_argument(
            "--commune", default="", metavar="CODE",
            help="take a backup of this commune alone, into the folder communes/CODE",
        )  # fmt: skip

    def handle(self, *, make_key: Path | None, commune: str = "", **_options: object) -> None:
        """Take a backup.

        Raises:
            CommandError: the settings are wrong, or the folder cannot be used.
        """
        if make_key:
            self._make_key(make_key)
            return
        if not (settings.BACKUP_FOLDER and settings.BACKUP_RECIPIENT):
            self.stdout.write("Set BACKUP_FOLDER and BACKUP_RECIPIENT; there is no backup.")
            return
        folder, recipient = settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT
        try:
            require_postgresql()
            with alone():
                if commune:
                    vault = vault_of(folder, commune, recipient=recipient)
                    name, manifest = self._take_commune(vault, commune)
                else:
                    vault = Vault(folder, recipient=recipient)
                    name, manifest = take(vault)
                old = forget_before(vault, timezone.now() - settings.BACKUP_RETENTION)
        except (Busy, NotPostgreSQL, Unclassified, ValueError, OSError) as error:
            raise CommandError(f"There is no backup: {error}") from error
        rows = sum(piece.rows for piece in manifest.tables)
        self._log(name, commune, rows, len(manifest.files))
        self.stdout.write(
            f"{name}: {len(manifest.tables)} tables, {rows} rows, {len(manifest.files)} files; "
            f"{len(old)} older backups deleted"
        )
        for lost in manifest.lost:
            self.stderr.write(f"deleted while it was copied: {lost}")

    def _log(self, name: str, code: str, rows: int, files: int) -> None:
        details = {"backup": name, "rows": rows, "files": files}
        with scopes_disabled():
            if code:
                one = Commune.objects.get(pk=code)
                record(COMMUNE_TAKEN, instance=one, details=details)
            else:
                record(TAKEN, title=name, details=details)

    def _take_commune(self, vault: Vault, code: str) -> tuple[str, CommuneManifest]:
        with scopes_disabled():
            one = Commune.objects.filter(pk=code, root_page__isnull=False).first()
            if one is None:
                raise CommandError(f"There is no backup: {code} has no site here.")
            return take_commune(vault, one)

    def _make_key(self, path: Path) -> None:
        key = pyrage.x25519.Identity.generate()
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError as error:
            raise CommandError(f"{path} exists; a key is never replaced.") from error
        path.write_text(f"{key}\n", encoding="ascii")
        self.stdout.write(
            f"BACKUP_RECIPIENT={key.to_public()}\n"
            f"Keep {path} away from this server: without it no backup can be read."
        )
