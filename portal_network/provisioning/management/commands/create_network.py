"""``create_network --province 20``: raise a province's portal and its communes' sites."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from portal_network.provisioning import units
from portal_network.provisioning.errors import ProvisioningError
from portal_network.provisioning.report import NetworkReport
from portal_network.provisioning.services import create_network


class Command(BaseCommand):
    """Creates what is missing and says so; a second run changes nothing."""

    help = "Create or complete a province's portal and the sites of its communes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--province", metavar="CODE", help="two-digit code, 20 for Lạng Sơn")
        target.add_argument("--all", action="store_true", help="all provinces of the country")
        parser.add_argument(
            "--commune",
            action="append",
            metavar="CODE",
            help="only this commune of the province (five digits; may be given several times)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="print what would be made, change nothing"
        )

    def handle(self, *args, **options) -> None:
        """Run the service and print its report."""
        if options["all"] and options["commune"]:
            raise CommandError(_("--commune goes with --province, not with --all."))
        codes = list(units.load_units().provinces) if options["all"] else [options["province"]]
        for code in codes:
            self._print(self._create(code, options))

    def _create(self, code: str, options: dict) -> NetworkReport:
        try:
            name = units.province(code).name
            return create_network(
                code,
                commune_codes=options["commune"],
                dry_run=options["dry_run"],
                progress=lambda communes: tqdm(
                    communes, desc=name, unit="xã", file=sys.stderr, disable=None
                ),
            )
        except ProvisioningError as error:
            raise CommandError(str(error)) from error

    def _print(self, report: NetworkReport) -> None:
        if report.dry_run:
            for change in report.changes:
                self.stdout.write(str(change))
        self.stdout.write(self.style.SUCCESS(report.summary()))
