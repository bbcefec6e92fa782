"""``manage.py restore``: brings a backup back into an empty installation and compares."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scopes_disabled

from portal_network.backup.restoring import (
    Line,
    NotEmpty,
    UnknownVersion,
    compare,
    restore,
)
from portal_network.backup.tables import NotPostgreSQL
from portal_network.backup.taking import MANIFEST
from portal_network.backup.vaults import Damaged, Vault


class Command(BaseCommand):
    """Refuses a database that holds an installation. Run again it goes on with the files."""

    help = "Restore a backup into an empty installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("folder", type=Path, help="the folder of the backups")
        parser.add_argument("--identity", type=Path, required=True, help="file with the key")
        parser.add_argument("--backup", default="", help="name of the backup; otherwise the last")

    def handle(self, *, folder: Path, identity: Path, backup: str, **_options: object) -> None:
        """Restore, and print the comparison.

        Raises:
            CommandError: nothing can be restored, or what was restored differs.
        """
        try:
            vault = Vault(folder, identity=identity.read_text(encoding="ascii").strip())
            name = backup or self._last(vault)
            with scopes_disabled():
                manifest = restore(vault, name)
                lines = compare(manifest)
            # What a later version does with it is no difference.
            call_command("migrate", verbosity=0, interactive=False)
        except (Damaged, NotEmpty, NotPostgreSQL, OSError, UnknownVersion, ValueError) as error:
            raise CommandError(str(error)) from error
        self._print(name, lines)
        if wrong := [line.name for line in lines if not line.is_same]:
            raise CommandError(f"Not as in the backup: {', '.join(wrong)}")

    def _last(self, vault: Vault) -> str:
        whole = [name for name in vault.folders() if vault.holds(f"{name}/{MANIFEST}")]
        if not whole:
            raise Damaged(f"{vault.folder} holds no whole backup")
        return whole[-1]

    def _print(self, name: str, lines: list[Line]) -> None:
        self.stdout.write(f"{name}\n{'table':44} {'backup':>9} {'restored':>9}")
        for line in lines:
            if line.expected or not line.is_same:
                said = "same" if line.is_same else "DIFFERENT"
                self.stdout.write(f"{line.name:44} {line.expected:9} {line.found:9}  {said}")
        same = sum(line.is_same for line in lines)
        self.stdout.write(f"{same} of {len(lines)} are the same.")
