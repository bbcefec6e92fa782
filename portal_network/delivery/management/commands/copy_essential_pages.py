"""``copy_essential_pages``: what the web server in front shows when the portal is down."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal_network.delivery.edge.copies import CopyMaker


class Command(BaseCommand):
    """To be run every five minutes; a run that was cut off is completed by the next ones."""

    help = "Copy each site's essential pages to EDGE_COPIES_ROOT, the oldest copies first."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--seconds", type=float, default=120, help="for how long at most; 120 without it"
        )
        parser.add_argument(
            "--older-than", type=float, default=0, metavar="SECONDS",
            help="leave sites alone whose copies are younger",
        )  # fmt: skip

    def handle(self, *args, **options) -> None:
        """Copy, and say what was done; fail when pages could not be made."""
        if not settings.EDGE_COPIES_ROOT:
            raise CommandError(_("EDGE_COPIES_ROOT names no folder for the copies."))
        if settings.PAGE_CACHE == "off":
            raise CommandError(
                _("PAGE_CACHE is off: nothing says which pages are the same for every visitor.")
            )
        maker = CopyMaker(Path(settings.EDGE_COPIES_ROOT))
        result = maker.run(seconds=options["seconds"], older_than=options["older_than"])
        self.stdout.write(
            _("Sites: %(sites)d, pages: %(pages)d, removed: %(removed)d")
            % {"sites": result.sites, "pages": result.pages, "removed": result.removed}
        )
        if not result.is_complete:
            self.stdout.write(_("The time is over; the next run goes on."))
        if result.failed:
            shown = ", ".join(result.failed[:10])
            raise CommandError(_("Pages that could not be made: %(pages)s") % {"pages": shown})
