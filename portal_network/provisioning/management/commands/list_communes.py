"""``list_communes``: every commune of the installation with its host and address."""

import csv
import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal_network.tenancy.directory import directory

FIELDS = ("code", "name", "kind", "province", "status", "host", "address")


class Command(BaseCommand):
    """Prints code, name, kind, province, status, host and address of each commune."""

    help = "List the communes of the installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
        parser.add_argument("--province", metavar="CODE", help="only this province")

    def handle(self, *args, **options) -> None:
        """Print the list; JSON and CSV hold the same fields."""
        snapshot = directory.snapshot()
        province = options["province"]
        if province and f"province:{province}" not in snapshot.by_key:
            raise CommandError(
                _("The province with the code “%(code)s” does not exist here.") % {"code": province}
            )
        rows = [
            {
                "code": tenant.code,
                "name": tenant.name,
                "kind": tenant.unit_kind,
                "province": tenant.province_code,
                "status": tenant.status,
                "host": tenant.host,
                "address": f"{tenant.root_url}/",
            }
            for tenant in sorted(snapshot.by_key.values(), key=lambda tenant: tenant.code)
            if tenant.is_commune and province in (None, tenant.province_code)
        ]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        elif options["format"] == "csv":
            writer = csv.DictWriter(self.stdout, FIELDS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        else:
            for row in rows:
                self.stdout.write(f"{row['code']}  {row['name']:<28} {row['address']}")
