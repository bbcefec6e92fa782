"""``fill_network --pages 1000000``: a load as of years, for a network made to be measured."""

import sys

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scopes_disabled
from tqdm import tqdm

from portal_network.provisioning.errors import ProvisioningError
from portal_network.provisioning.load import fill_network


class Command(BaseCommand):
    """Makes invented pages in all communes; a run that was stopped goes on where it was."""

    help = (
        "Fill a network that is made for measuring with invented pages, evenly over its communes. "
        "Refused where somebody has written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--pages", type=int, required=True, help="how many there shall be")
        parser.add_argument(
            "--without-search", action="store_true",
            help="leave them out of search, which takes most of the time",
        )  # fmt: skip

    def handle(self, *args, **options) -> None:
        """Run the service and print how many pages were made."""
        if options["pages"] < 0:
            raise CommandError("--pages is no number of pages.")
        try:
            with scopes_disabled():
                made = fill_network(
                    options["pages"],
                    is_searchable=not options["without_search"],
                    progress=lambda shares: tqdm(shares, unit="xã", file=sys.stderr, disable=None),
                )
        except ProvisioningError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"{made} pages made"))
