"""``manage.py write_coverage``: write docs/coverage.md from the code."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from portal_network.provisioning.coverage import coverage_page
from portal_network.settings.environment import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "coverage.md"


class Command(BaseCommand):
    """Write what stands behind each of the mandated sections."""

    help = "Write the table of sections, page types, structured data, samples and tests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where the page is written."""
        parser.add_argument("--output", type=Path, default=PAGE, help="file to write")

    def handle(self, *args, **options) -> None:
        """Write the page."""
        options["output"].write_text(coverage_page(), encoding="utf-8")
        self.stdout.write(f"{options['output'].name}")
