"""``verify_audit``: finds removed, changed and inserted entries of the audit log."""

import sys
from argparse import FileType
from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from portal_network.audit import verification
from portal_network.audit.models import AuditEntry
from portal_network.audit.queries import begin_of

MOST_FAULTS = 100


class Command(BaseCommand):
    """Exits with 1 when the log is not what was written."""

    help = "Find removed, changed and inserted entries of the audit log."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what to check, and against which notes."""
        parser.add_argument(
            "--province", help="code of a province, or 'network'; all when left out"
        )
        parser.add_argument("--since", type=date.fromisoformat, help="first day, as 2026-11-22")
        parser.add_argument(
            "--anchor", type=FileType(encoding="utf-8"), help="file with noted ends of chains"
        )
        parser.add_argument(
            "--print-anchor",
            action="store_true",
            help="write the ends of all chains to standard output, for a later --anchor",
        )

    def handle(self, *args, **options) -> None:
        """Check, and say what was found."""
        since = options["since"] and begin_of(options["since"])
        try:
            noted = list(verification.read_anchors(options["anchor"])) if options["anchor"] else []
        except verification.BrokenAnchor as error:
            message = _("Line %(number)s of the anchor file is no anchor.")
            raise CommandError(message % {"number": error.args[0]}) from error
        count = 0
        for fault in verification.verify(chain=options["province"], since=since, noted=noted):
            count += 1
            if count <= MOST_FAULTS:
                self.stderr.write(str(fault))
        if count:
            self.stderr.write(
                self.style.ERROR(_("The audit log has %(count)s faults.") % {"count": count})
            )
            sys.exit(1)
        if options["print_anchor"]:
            for anchor in verification.anchors():
                self.stdout.write(anchor.line())
            return
        total = AuditEntry.everywhere.count()
        self.stdout.write(
            self.style.SUCCESS(_("The audit log is whole: %(count)s entries.") % {"count": total})
        )
