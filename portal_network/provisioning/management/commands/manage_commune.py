"""``manage_commune``: add, rename, suspend or resume one commune."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal_network.provisioning import lifecycle, units
from portal_network.provisioning.errors import ProvisioningError
from portal_network.tenancy.models import Commune


class Command(BaseCommand):
    """One sub-command per service of ``provisioning.lifecycle``."""

    help = "Add, rename, suspend or resume one commune."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the sub-commands."""
        actions = parser.add_subparsers(dest="action", required=True)
        add = actions.add_parser("add", help="create the commune's site")
        rename = actions.add_parser("rename", help="new name; the old host redirects")
        rename.add_argument("--name", required=True, help="full name with its kind")
        rename.add_argument("--host", help="new host; made from the name when left out")
        suspend = actions.add_parser("suspend", help="close the site to the public")
        suspend.add_argument("--reason", required=True, help="shown to the public")
        resume = actions.add_parser("resume", help="open the site again")
        for action in (add, rename, suspend, resume):
            action.add_argument("code", help="five-digit code of the commune")

    def handle(self, *args, **options) -> None:
        """Call the service and say what was done."""
        code = options["code"]
        try:
            self.stdout.write(self.style.SUCCESS(self._act(code, options)))
        except ProvisioningError as error:
            raise CommandError(str(error)) from error

    def _act(self, code: str, options: dict) -> str:
        if options["action"] == "add":
            return lifecycle.add_commune(code, units.commune(code).province_code).summary()
        commune = Commune.objects.filter(pk=code).first()
        if commune is None:
            raise ProvisioningError(
                _("The commune with the code “%(code)s” does not exist here.") % {"code": code}
            )
        if options["action"] == "rename":
            host = lifecycle.rename_commune(commune, options["name"], options["host"])
            return _("%(commune)s now answers at %(host)s.") % {"commune": commune, "host": host}
        if options["action"] == "suspend":
            lifecycle.suspend_commune(commune, options["reason"])
            return _("%(commune)s is suspended.") % {"commune": commune}
        lifecycle.resume_commune(commune)
        return _("%(commune)s is open again.") % {"commune": commune}
