"""Compares what is found with what there is: what misses, is too much, or lacks its words."""

from dataclasses import dataclass

from search.entries import EntrySource, entry_sources
from search.filling import ROWS_AT_ONCE, batches, narrowing_values
from search.index import current_index
from search.index.base import All, Token
from search.labels import by_value, staff_of_province
from search.models import SearchEntry


@dataclass(frozen=True, slots=True)
class Difference:
    """What one source shows otherwise than its rows; all empty when search is true."""

    source: str
    missing: tuple[int, ...]
    surplus: tuple[int, ...]
    unindexed: tuple[int, ...]

    @property
    def is_none(self) -> bool:
        """Tell whether there is no difference."""
        return not (self.missing or self.surplus or self.unindexed)


def differences() -> list[Difference]:
    """Return the comparison of each source; reads everything, by parts."""
    return [_compare(source) for source in entry_sources()]


def _compare(source: EntrySource) -> Difference:
    missing, wanted = [], set()
    for some in batches(source.keys(), ROWS_AT_ONCE):
        keys = {draft.object_id for draft in source.drafts(some)}
        rows = SearchEntry.everywhere.filter(source=source.name, object_id__in=keys)
        missing += sorted(keys - set(rows.values_list("object_id", flat=True)))
        wanted |= keys
    surplus, unindexed = [], []
    for entry in SearchEntry.everywhere.filter(source=source.name).iterator(ROWS_AT_ONCE):
        if entry.object_id not in wanted:
            surplus.append(entry.object_id)
        elif not _is_indexed(entry):
            unindexed.append(entry.object_id)
    return Difference(source.name, tuple(missing), tuple(surplus), tuple(unindexed))


def _is_indexed(entry: SearchEntry) -> bool:
    """Tell whether the index knows the entry by its own title, date and place."""
    words = [Token(word) for word in entry.folded_title.split()[:5]]
    values = [Token(by_value(*value)) for value in narrowing_values(entry).items()]
    expression = All((Token(staff_of_province(entry.province_id)), *values, *words))
    return current_index().has(entry.pk, expression)
