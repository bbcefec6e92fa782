"""Reads everything that can be found anew, while search goes on."""

from django.core.management.base import BaseCommand
from django_scopes import scopes_disabled

from search.filling import rebuild_all


class Command(BaseCommand):
    """``manage.py rebuild_search``: after an upgrade, or when ``search_check`` fails."""

    help = "Reads pages, procedures, units and people anew into the search; nothing goes missing."

    def handle(self, *args, **options) -> None:
        """Rebuild and say how many rows were read and how many entries were dropped."""
        with scopes_disabled():
            for source, (seen, gone) in rebuild_all().items():
                self.stdout.write(f"{source}: {seen} read, {gone} no longer found")
