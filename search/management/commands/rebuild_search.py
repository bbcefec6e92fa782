"""Reads everything that can be found anew, while search goes on."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_scopes import scopes_disabled

from search.engine.client import EngineError
from search.engine.copying import build_anew
from search.engine.outbox import paused
from search.filling import rebuild_all


class Command(BaseCommand):
    """``manage.py rebuild_search``: after an upgrade, or when ``search_check`` fails."""

    help = "Reads pages, procedures, units and people anew into the search; nothing goes missing."

    def handle(self, *args, **options) -> None:
        """Rebuild and say how many rows were read and how many entries were dropped.

        Raises:
            CommandError: the search server has no new index; the one before stays.
        """
        with scopes_disabled():
            # What is read anew goes to the search server as a whole, below.
            with paused():
                rebuilt = rebuild_all()
            for source, (seen, gone) in rebuilt.items():
                self.stdout.write(f"{source}: {seen} read, {gone} no longer found")
            if settings.SEARCH_ENGINE is not None:
                self._rebuild_engine()

    def _rebuild_engine(self) -> None:
        try:
            kept = build_anew()
        except EngineError as error:
            raise CommandError(f"The search server has no new index: {error}") from error
        self.stdout.write(f"search server: {kept} kept in a new index")
