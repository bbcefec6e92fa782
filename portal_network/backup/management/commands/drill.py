"""``manage.py drill``: restores the last backup beside the installation, and compares."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from psycopg import sql

from portal_network.backup.places import is_bucket
from portal_network.backup.tables import NotPostgreSQL, require_postgresql
from portal_network.settings.environment import PROJECT_ROOT


class Command(BaseCommand):
    """Needs the right to create databases, and the room. The installation is not touched."""

    help = "Restore the last backup into a database of its own and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("--identity", type=Path, required=True, help="file with the key")
        parser.add_argument("--folder", default=settings.BACKUP_FOLDER)
        parser.add_argument(
            "--template", default="",
            help="a database that is migrated, holds no rows and has no visitors; saves migrating",
        )  # fmt: skip

    def handle(
        self, *, identity: Path, folder: str, template: str = "", **_options: object
    ) -> None:
        """Drill.

        Raises:
            CommandError: the backup could not be restored as it was taken.
        """
        try:
            require_postgresql()
        except NotPostgreSQL as error:
            raise CommandError(str(error)) from error
        name = f"portal_drill_{os.getpid()}"
        try:
            self._do("CREATE DATABASE {} TEMPLATE {}", name, template or "template1")
        except Error as error:
            raise CommandError(f"A database for the drill cannot be made: {error}") from error
        try:
            with tempfile.TemporaryDirectory(prefix="portal-drill-") as scratch:
                run = subprocess.run(
                    [
                        sys.executable, "manage.py", "restore",
                        str(folder if is_bucket(folder) else Path(folder).resolve()),
                        "--identity", str(identity.resolve()),
                    ],
                    cwd=PROJECT_ROOT, env=_environment(name, Path(scratch)), check=False,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                )  # fmt: skip
        finally:
            self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self.stdout.write(run.stdout)
        if run.returncode:
            raise CommandError("The backup could not be restored as it was taken.")
        self.stdout.write("The drill passed.")

    def _do(self, statement: str, *names: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _environment(database: str, scratch: Path) -> dict[str, str]:
    """Return the settings of an installation that keeps nothing: own database, files in scratch."""
    here = connection.settings_dict
    account = ":".join(quote(here[part], safe="") for part in ("USER", "PASSWORD") if here[part])
    place = f"{here['HOST']}:{here['PORT']}" if here["PORT"] else here["HOST"]
    secured = {name: said for name, said in here["OPTIONS"].items() if name.startswith("ssl")}
    return os.environ | {
        "DATABASE_URL": f"postgres://{account}@{place}/{database}?{urlencode(secured)}",
        "MEDIA_S3_BUCKET": "",
        "MEDIA_ROOT": str(scratch / "media"),
        "PRIVATE_ROOT": str(scratch / "private"),
        "PAGE_CACHE": "off",
    }
