"""Compares what search finds with what there is."""

from collections.abc import Iterable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_scopes import scopes_disabled

from search.checking import Difference, differences
from search.engine.client import EngineError
from search.engine.comparing import EngineDifference, compare_engine

MOST_NAMED = 10
TABLES, ENGINE = ("missing", "surplus", "unindexed"), ("missing", "surplus", "stale")


class Command(BaseCommand):
    """``manage.py search_check``: fails when search knows other things than the tables."""

    help = "Compares the search with pages, procedures, units and people; fails on a difference."

    def handle(self, *args, **options) -> None:
        """Print each source and what differs.

        Raises:
            CommandError: something differs; ``rebuild_search`` mends it. Or the search server
                does not answer.
        """
        with scopes_disabled():
            found: list[Difference | EngineDifference] = [*differences()]
            for one in found:
                self.stdout.write(f"{one.source}: {_in_words(one, TABLES)}")
            if settings.SEARCH_ENGINE is not None:
                found.append(self._compare_engine())
        if not all(one.is_none for one in found):
            raise CommandError("Search differs from the tables; run rebuild_search.")

    def _compare_engine(self) -> EngineDifference:
        try:
            found = compare_engine()
        except EngineError as error:
            raise CommandError(f"The search server does not answer: {error}") from error
        waiting = f"; {found.waiting} changes wait" if found.waiting else ""
        self.stdout.write(f"search server: {_in_words(found, ENGINE)}{waiting}")
        return found


def _in_words(difference: Difference | EngineDifference, names: Iterable[str]) -> str:
    if difference.is_none:
        return "true"
    parts = []
    for name in names:
        if keys := getattr(difference, name):
            named = ", ".join(map(str, keys[:MOST_NAMED]))
            parts.append(f"{len(keys)} {name} ({named}{', …' if len(keys) > MOST_NAMED else ''})")
    return "; ".join(parts)
