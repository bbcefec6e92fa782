"""Marks in a long list: at which value of its order which position begins.

A late page is sought by the nearest mark before it, so that the database counts through a few
hundred rows, not through all that stand before.
"""

from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import Count, QuerySet

# Rows between two marks; pages before the first one need none.
STEP = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """Positions with the value of the first column of the order that begins there."""

    column: str
    is_descending: bool
    found: tuple[tuple[int, object], ...]

    def seek(self, keys: QuerySet, first: int) -> tuple[QuerySet, int]:
        """Return the rows from the last mark before a position on, and the position among them."""
        place = bisect_right(self.found, first, key=itemgetter(0)) - 1
        if place < 0:
            return keys, first
        position, value = self.found[place]
        comparison = "lte" if self.is_descending else "gte"
        return keys.filter(**{f"{self.column}__{comparison}": value}), first - position


def marks_of(documents: QuerySet, order: str) -> Marks:
    """Return the marks of documents by a column of theirs; ``-`` before it: the largest first.

    One query over the index of the column, of which no more is kept than a mark for ``STEP`` rows.
    """
    column = order.removeprefix("-")
    rows = documents.order_by(order).values_list(column).annotate(number=Count("*"))
    found, position, last = [], 0, 0
    for value, number in rows.iterator():
        if position - last >= STEP:
            found.append((position, value))
            last = position
        position += number
    return Marks(column, order.startswith("-"), tuple(found))
