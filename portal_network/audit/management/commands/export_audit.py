"""``export_audit``: writes the audit log to standard output, one JSON object per line."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandParser

from portal_network.audit.models import AuditEntry
from portal_network.audit.queries import begin_of
from portal_network.audit.services import as_record, record
from portal_network.audit.verification import AT_ONCE


class Command(BaseCommand):
    """For a SIEM, or for an auditor who computes the hashes alone."""

    help = "Write the audit log to standard output, one JSON object per line."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what to write."""
        parser.add_argument("--since", type=date.fromisoformat, help="first day, as 2026-11-22")
        parser.add_argument(
            "--province", help="code of a province, or 'network'; all when left out"
        )
        parser.add_argument("--format", choices=["jsonl"], default="jsonl")

    def handle(self, *args, **options) -> None:
        """Write the entries chain by chain, in their order; the export itself is recorded."""
        rows = AuditEntry.everywhere.order_by("chain", "sequence")
        if options["since"]:
            rows = rows.filter(at__gte=begin_of(options["since"]))
        if options["province"]:
            rows = rows.filter(chain=options["province"])
        wanted = {name: options[name] for name in ("since", "province") if options[name]}
        record("audit.exported", details={name: str(value) for name, value in wanted.items()})
        for entry in rows.iterator(chunk_size=AT_ONCE):
            self.stdout.write(json.dumps(as_record(entry), ensure_ascii=False, sort_keys=True))
