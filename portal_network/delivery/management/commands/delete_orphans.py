"""``manage.py delete_orphans``: deletes files that no row names; run it at night."""

from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import BaseCommand

from portal_network.delivery.orphans import KEPT_FOR, delete_orphans


class Command(BaseCommand):
    """Delete what killed processes have left in the storages."""

    help = "Delete the files that no row of the database names. May be stopped anytime."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how old a file must be."""
        parser.add_argument(
            "--days", type=float, default=KEPT_FOR.days, help="leave files younger than this"
        )

    def handle(self, *args, **options) -> None:
        """Print each file that was deleted, and how many there were."""
        count = 0
        for name in delete_orphans(timedelta(days=options["days"])):
            count += 1
            self.stdout.write(name)
        self.stdout.write(f"deleted: {count}")
