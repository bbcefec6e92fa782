"""``import_procedures FILE --province 20``: what a file of procedures would change, or does."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from commune_site.procedures.importing.checking import check_file
from commune_site.procedures.importing.errors import UnreadableFile
from commune_site.procedures.importing.plan import Plan
from commune_site.procedures.importing.services import (
    apply_import,
    discard_import,
    keep_checked,
    plan_of,
)
from portal_network.tenancy.models import Province

SHOWN = 200


class Command(BaseCommand):
    """Checks a file and prints every change; takes it over only when told to."""

    help = "Check a file of procedures (CSV, XLSX) and, with --apply, take it over."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, help="CSV or XLSX file")
        parser.add_argument("--province", required=True, metavar="CODE", help="two-digit code")
        parser.add_argument(
            "--whole", action="store_true",
            help="the file is the whole catalogue: what it does not name is withdrawn",
        )  # fmt: skip
        parser.add_argument("--apply", action="store_true", help="take the file over")

    def handle(self, *args, **options) -> None:
        """Print what the file would change, and change it when asked to."""
        if not Province.objects.filter(pk=options["province"]).exists():
            raise CommandError(
                _("There is no province with the code %(code)s.") % {"code": options["province"]}
            )
        with scopes_disabled():
            self._import(options)

    def _import(self, options: dict) -> None:
        path: Path = options["file"]
        try:
            checked = check_file(path.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except UnreadableFile as refusal:
            raise CommandError(str(refusal)) from refusal
        for fault in checked.warnings[:SHOWN]:
            self.stdout.write(f"{fault.row} · {fault.heading} · {fault.message}")
        for fault in checked.faults[:SHOWN]:
            self.stderr.write(f"{fault.row} · {fault.heading} · {fault.message}")
        if checked.faults:
            raise CommandError(_("Nothing was taken over. Correct the file and send it again."))
        kept = keep_checked(
            options["province"], checked, file_name=path.name, is_whole=options["whole"]
        )
        self._print(plan_of(kept))
        if options["apply"]:
            apply_import(kept)
            self.stdout.write(self.style.SUCCESS(_("The catalogue has been changed.")))
        else:
            discard_import(kept)
            self.stdout.write(_("Nothing has changed. Add --apply to take the file over."))

    def _print(self, plan: Plan) -> None:
        for change in plan.changes:
            told = [change.kind.name, change.code, change.name, "; ".join(change.parts)]
            self.stdout.write(" · ".join(filter(None, told)))
        self.stdout.write(
            _(
                "%(added)s added, %(changed)s changed, %(withdrawn)s withdrawn, "
                "%(unchanged)s unchanged."
            )
            % {
                "added": len(plan.added),
                "changed": len(plan.changed),
                "withdrawn": len(plan.withdrawn),
                "unchanged": plan.unchanged,
            }
        )
