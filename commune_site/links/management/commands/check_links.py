"""Looks at every link to another site; run it every night."""

from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from commune_site.links.services import check_links


class Command(BaseCommand):
    """Look at every link to another site once, slowly, and keep what was found for the editors."""

    help = "Look at every link to another site once and keep what was found for the editors."

    def handle(self, *args, **options) -> None:
        """Look at all links; print those that fail."""
        looked = failing = 0
        with scopes_disabled():
            for check in check_links():
                looked += 1
                if check.failing_since:
                    failing += 1
                    self.stdout.write(f"{check.outcome}\t{check.status or '-'}\t{check.url}")
        self.stdout.write(f"links: {looked}, failing: {failing}")
