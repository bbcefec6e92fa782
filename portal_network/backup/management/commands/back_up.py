"""``manage.py back_up``: takes a backup into ``BACKUP_FOLDER``, encrypted; forgets old ones."""

from pathlib import Path

import pyrage
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal_network.backup.tables import Busy, NotPostgreSQL, alone, require_postgresql
from portal_network.backup.taking import forget_before, take
from portal_network.backup.vaults import Vault


class Command(BaseCommand):
    """Workers run it every night where a folder and a key are set; it may run at any time."""

    help = "Take an encrypted backup of the database and all files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument(
            "--make-key", type=Path, metavar="FILE",
            help="write a new key to FILE, print its public half, and take no backup",
        )  # fmt: skip

    def handle(self, *, make_key: Path | None, **_options: object) -> None:
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
        try:
            vault = Vault(Path(settings.BACKUP_FOLDER), recipient=settings.BACKUP_RECIPIENT)
            require_postgresql()
            with alone():
                name, manifest = take(vault)
                old = forget_before(vault, timezone.now() - settings.BACKUP_RETENTION)
        except (Busy, NotPostgreSQL, ValueError, OSError) as error:
            raise CommandError(f"There is no backup: {error}") from error
        rows = sum(piece.rows for piece in manifest.tables)
        self.stdout.write(
            f"{name}: {len(manifest.tables)} tables, {rows} rows, {len(manifest.files)} files; "
            f"{len(old)} older backups deleted"
        )
        for lost in manifest.lost:
            self.stderr.write(f"deleted while it was copied: {lost}")

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
