"""``manage.py examine_files``: examines what waits; run it every five minutes."""

from argparse import ArgumentParser
from collections import Counter

from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from documents.files.services import examine_all


class Command(BaseCommand):
    """Examine files that nobody has examined, and those that wait for the scanner."""

    help = (
        "Examine the files that wait: content, malware, text, signatures. May be stopped anytime."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether files are examined that were before."""
        parser.add_argument("--again", action="store_true", help="examine all files anew")

    def handle(self, *args, **options) -> None:
        """Print each file that is not clean, and the figures."""
        figures: Counter[str] = Counter()
        with scopes_disabled():
            for key, outcome in examine_all(again=options["again"]):
                figures[outcome or "failed"] += 1
                if outcome != "clean":
                    self.stdout.write(f"{outcome or 'failed'}\t{key}")
        total = ", ".join(f"{name}: {count}" for name, count in sorted(figures.items()))
        self.stdout.write(f"examined: {figures.total()}" + (f" ({total})" if total else ""))
