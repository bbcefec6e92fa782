"""Copies entries to the search server, one by one or all of them into a new index."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain

from django.utils import timezone

from search.engine import outbox
from search.engine.client import current_client
from search.engine.documents import INDEX
from search.engine.index import EngineIndex, building_alias
from search.entries import entry_source
from search.filling import index_row
from search.index.base import IndexRow
from search.models import EngineChange, SearchEntry

ROWS_AT_ONCE = 500


def copy(versions: Mapping[int, int]) -> None:
    """Let the server keep entries as they are now, and forget those that are gone.

    ``versions`` tells the latest known change of each entry, by its number. What is being built is
    told, too.

    Raises:
        EngineUnavailable, EngineRefused: some or all of it is not done.
    """
    rows = list(rows_of(SearchEntry.everywhere.filter(pk__in=list(versions))))
    gone = sorted(versions.keys() - {row.number for row in rows})
    indexes = [EngineIndex()]
    if current_client().exists(f"/_alias/{building_alias()}"):
        indexes.append(EngineIndex(building_alias()))
    for index in indexes:
        index.put(rows, versions)
        index.remove(gone, versions)


def rows_of(entries: Iterable[SearchEntry]) -> Iterator[IndexRow]:
    """Yield what an index keeps of entries, read anew from what they stand for."""
    by_source: dict[str, list[SearchEntry]] = {}
    for entry in entries:
        by_source.setdefault(entry.source, []).append(entry)
    for name, some in by_source.items():
        drafts = entry_source(name).drafts([entry.object_id for entry in some])
        by_key = {draft.object_id: draft for draft in drafts}
        for entry in some:
            if draft := by_key.get(entry.object_id):
                yield index_row(entry, draft)


def build_anew(now: datetime | None = None) -> int:
    """Build a new index, let the alias lead to it, drop those before; return how many it keeps.

    Search asks the old one until the new one is whole. What changes meanwhile is told to both.

    Raises:
        EngineUnavailable, EngineRefused: it was not built; the one before stays.
    """
    client, alias, building = current_client(), EngineIndex().name, building_alias()
    noted = list(EngineChange.everywhere.values_list("pk", flat=True))
    live, left_over = _indexes()
    for name in left_over:
        client.tell("DELETE", f"/{name}")
    new = f"{alias}-{(now or timezone.now()):%Y%m%d%H%M%S%f}"
    client.tell("PUT", f"/{new}", INDEX | {"aliases": {building: {}}})
    try:
        # By its alias: a server makes an index anew when one that is gone is written to.
        index = EngineIndex(building)
        kept = _fill(index)
        index.refresh()
        client.tell("POST", "/_aliases", {"actions": [
            *({"remove": {"index": name, "alias": alias}} for name in live),
            {"add": {"index": new, "alias": alias}},
            {"remove": {"index": new, "alias": building}},
        ]})  # fmt: skip
    except BaseException:
        client.tell("DELETE", f"/{new}?ignore_unavailable=true")
        raise
    for name in live:
        client.tell("DELETE", f"/{name}")
    # By their keys: one with a lower key may have been committed since.
    outbox.forget(noted)
    return kept


def _fill(index: EngineIndex) -> int:
    kept, last = 0, -1
    while some := list(SearchEntry.everywhere.filter(pk__gt=last).order_by("pk")[:ROWS_AT_ONCE]):
        last = some[-1].pk
        rows = list(rows_of(some))
        index.put(rows)
        kept += len(rows)
    return kept


def drop() -> None:
    """Drop all indexes of this installation from the server."""
    for name in chain(*_indexes()):
        current_client().tell("DELETE", f"/{name}")


def _indexes() -> tuple[list[str], list[str]]:
    """Return our indexes: those to which the alias leads, and what a failed build left."""
    alias = EngineIndex().name
    known = current_client().tell("GET", f"/{alias}-*/_alias")
    # Another installation's prefix may begin like ours.
    own = {name: found for name, found in known.items() if re.fullmatch(rf"{alias}-\d{{20}}", name)}
    live = sorted(name for name, found in own.items() if alias in found["aliases"])
    return live, sorted(own.keys() - set(live))
