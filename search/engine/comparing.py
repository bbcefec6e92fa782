"""Compares what the search server keeps with what it should."""

from dataclasses import dataclass

from search.engine.copying import ROWS_AT_ONCE, rows_of
from search.engine.documents import digest_of
from search.engine.index import EngineIndex
from search.models import EngineChange, SearchEntry


@dataclass(frozen=True, slots=True)
class EngineDifference:
    """Numbers of entries that the server lacks, keeps in vain, or knows by other words.

    ``waiting`` counts the changes of which it has not been told yet.
    """

    missing: tuple[int, ...]
    surplus: tuple[int, ...]
    stale: tuple[int, ...]
    waiting: int

    @property
    def is_none(self) -> bool:
        """Tell whether there is no difference."""
        return not (self.missing or self.surplus or self.stale)


def compare_engine() -> EngineDifference:
    """Read the server and the database side by side, by parts.

    Raises:
        EngineUnavailable, EngineRefused: the server does not answer.
    """
    index = EngineIndex()
    index.refresh()
    missing, surplus, stale = [], [], []
    above = -1
    while True:
        kept = index.digests(above, ROWS_AT_ONCE)
        entries = SearchEntry.everywhere.filter(pk__gt=above).order_by("pk")
        if len(kept) == ROWS_AT_ONCE:
            entries = entries.filter(pk__lte=max(kept))
        wanted = _digests(entries)
        missing += sorted(wanted.keys() - kept.keys())
        surplus += sorted(kept.keys() - wanted.keys())
        stale += sorted(key for key in wanted.keys() & kept.keys() if wanted[key] != kept[key])
        if len(kept) < ROWS_AT_ONCE:
            break
        above = max(kept)
    waiting = EngineChange.everywhere.count()
    return EngineDifference(tuple(missing), tuple(surplus), tuple(stale), waiting)


def _digests(entries) -> dict[int, str]:
    found: dict[int, str] = {}
    some: list[SearchEntry] = []
    for entry in entries.iterator(ROWS_AT_ONCE):
        some.append(entry)
        if len(some) == ROWS_AT_ONCE:
            found |= {row.number: digest_of(row) for row in rows_of(some)}
            some = []
    return found | {row.number: digest_of(row) for row in rows_of(some)}
