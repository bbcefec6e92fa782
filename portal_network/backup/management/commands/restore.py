"""``manage.py restore``: brings a backup back into an empty installation and compares.

With ``--commune`` it sets that commune alone back, in an installation that is in use.
"""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scopes_disabled

from portal_network.backup.communes.extent import Unclassified
from portal_network.backup.communes.restoring import (
    NotPossible,
    UnknownCommune,
    restore_commune,
)
from portal_network.backup.communes.taking import vault_of
from portal_network.backup.manifests import MANIFEST
from portal_network.backup.restoring import (
    Line,
    NotEmpty,
    UnknownVersion,
    compare,
    restore,
)
from portal_network.backup.tables import Busy, NotPostgreSQL, alone
from portal_network.backup.vaults import Damaged, Vault

REFUSALS = (
    Busy, Damaged, NotEmpty, NotPossible, NotPostgreSQL, OSError, Unclassified, UnknownCommune,
    UnknownVersion, ValueError,
)  # fmt: skip


class Command(BaseCommand):
    """Refuses a database that holds an installation. Run again it goes on with the files."""

    help = "Restore a backup into an empty installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("folder", help="the folder of the backups, or s3://bucket/part")
        parser.add_argument("--identity", type=Path, required=True, help="file with the key")
        parser.add_argument("--backup", default="", help="name of the backup; otherwise the last")
        parser.add_argument(
            "--commune", default="", metavar="CODE",
            help="set this commune alone back, from a backup of its own; others stay as they are",
        )  # fmt: skip

    def handle(
        self, *, folder: str, identity: Path, backup: str = "", commune: str = "",
        **_options: object,
    ) -> None:  # fmt: skip
        """Restore, and print the comparison; or set a commune back, and say what was done.

        Raises:
            CommandError: nothing can be restored, or what was restored differs.
        """
        try:
            key = identity.read_text(encoding="ascii").strip()
            if commune:
                self._set_back(vault_of(folder, commune, identity=key), backup, commune)
                return
            vault = Vault(folder, identity=key)
            name = backup or self._last(vault)
            with scopes_disabled():
                manifest = restore(vault, name)
                lines = compare(manifest)
            # What a later version does with it is no difference.
            call_command("migrate", verbosity=0, interactive=False)
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        self._print(name, lines)
        if wrong := [line.name for line in lines if not line.is_same]:
            raise CommandError(f"Not as in the backup: {', '.join(wrong)}")

    def _set_back(self, vault: Vault, backup: str, code: str) -> None:
        with scopes_disabled(), alone():
            name = backup or self._last(vault)
            outcome = restore_commune(vault, name, code)
        where = "" if outcome.is_same_place else ", under new keys: it is of another installation"
        self.stdout.write(
            f"{name}: {code} is as of {outcome.taken_at}{where}\n"
            f"{outcome.rows} rows and {outcome.files} files; "
            f"{outcome.mended} rows named what is no longer there"
        )
        for lost in outcome.lost:
            self.stderr.write(f"had been deleted while it was copied: {lost}")

    def _last(self, vault: Vault) -> str:
        whole = [name for name in vault.folders() if vault.holds(f"{name}/{MANIFEST}")]
        if not whole:
            raise Damaged(f"{vault.place.address} holds no whole backup")
        return whole[-1]

    def _print(self, name: str, lines: list[Line]) -> None:
        self.stdout.write(f"{name}\n{'table':44} {'backup':>9} {'restored':>9}")
        for line in lines:
            if line.expected or not line.is_same:
                said = "same" if line.is_same else "DIFFERENT"
                self.stdout.write(f"{line.name:44} {line.expected:9} {line.found:9}  {said}")
        same = sum(line.is_same for line in lines)
        self.stdout.write(f"{same} of {len(lines)} are the same.")
