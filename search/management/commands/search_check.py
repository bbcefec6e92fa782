"""Compares what search finds with what there is."""

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scopes_disabled

from search.checking import Difference, differences

MOST_NAMED = 10


class Command(BaseCommand):
    """``manage.py search_check``: fails when search knows other things than the tables."""

    help = "Compares the search with pages, procedures, units and people; fails on a difference."

    def handle(self, *args, **options) -> None:
        """Print each source and what differs.

        Raises:
            CommandError: something differs; ``rebuild_search`` mends it.
        """
        with scopes_disabled():
            found = differences()
        for one in found:
            self.stdout.write(f"{one.source}: {_in_words(one)}")
        if not all(one.is_none for one in found):
            raise CommandError("Search differs from the tables; run rebuild_search.")


def _in_words(difference: Difference) -> str:
    if difference.is_none:
        return "true"
    parts = []
    for name in ("missing", "surplus", "unindexed"):
        if keys := getattr(difference, name):
            named = ", ".join(map(str, keys[:MOST_NAMED]))
            parts.append(f"{len(keys)} {name} ({named}{', …' if len(keys) > MOST_NAMED else ''})")
    return "; ".join(parts)
