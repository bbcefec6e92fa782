"""Keeps entries and index true: written in the transaction of the change, so never behind it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from search import labels
from search.entries import Draft, EntrySource, entry_source, entry_sources
from search.index import current_index
from search.index.base import TITLE, WRITTEN, IndexRow
from search.models import SearchEntry, SearchText, entry_number
from search.text import marked_words, reference_key, tokens

# Of a longer text the rest is searched, but neither ranked nor shown.
LONGEST_OPENING = 4_000
LONGEST_SHOWN = 60_000
ROWS_AT_ONCE = 500
# What the columns hold at most (characters).
LONGEST_TITLE, LONGEST_LABEL, LONGEST_VALUE, LONGEST_REFERENCE = 1000, 60, 255, 80


def refresh(source_name: str, keys: Iterable[int]) -> None:
    """Read rows of a source anew: what is to be found is found from now on, the rest is not."""
    source = entry_source(source_name)
    for some in batches(keys, ROWS_AT_ONCE):
        replace(source, some, list(source.drafts(some)))


def replace(source: EntrySource, keys: Sequence[int], drafts: Sequence[Draft]) -> None:
    """Let rows of a source be found as ``drafts`` say, and those without a draft no longer."""
    with transaction.atomic():
        forget(source.name, keys)
        insert(source, drafts)


def insert(source: EntrySource, drafts: Sequence[Draft]) -> None:
    """Let rows be found of which search knows nothing yet."""
    if drafts:
        entries = [_entry(source, draft) for draft in drafts]
        SearchEntry.everywhere.bulk_create(entries, batch_size=ROWS_AT_ONCE)
        SearchText.everywhere.bulk_create(
            [_text(entry, draft) for entry, draft in zip(entries, drafts, strict=True)],
            batch_size=ROWS_AT_ONCE,
        )
        current_index().put(
            [index_row(entry, draft) for entry, draft in zip(entries, drafts, strict=True)]
        )


def forget(source_name: str, keys: Sequence[int]) -> None:
    """Let rows of a source be found no longer; most indexes forget with the entries."""
    rows = SearchEntry.everywhere.filter(source=source_name, object_id__in=list(keys))
    index = current_index()
    gone = list(rows.values_list("pk", flat=True)) if index.stands_apart else []
    rows.delete()
    # Afterwards: whoever changes the same rows at the same time has waited by now, so that its
    # change is noted before or after this one just as it was done.
    if gone:
        index.remove(gone)


def rebuild(source: EntrySource) -> tuple[int, int]:
    """Read all rows of a source anew while search goes on; return how many are found and gone."""
    seen = 0
    for some in batches(source.keys(), ROWS_AT_ONCE):
        refresh(source.name, some)
        seen += len(some)
    gone = 0
    known = SearchEntry.everywhere.filter(source=source.name).order_by("object_id")
    last = -1
    while some := list(
        known.filter(object_id__gt=last).values_list("object_id", flat=True)[:ROWS_AT_ONCE]
    ):
        last = some[-1]
        kept = {draft.object_id for draft in source.drafts(some)}
        lost = [key for key in some if key not in kept]
        forget(source.name, lost)
        gone += len(lost)
    return seen, gone


def rebuild_all() -> dict[str, tuple[int, int]]:
    """Read the rows of all sources anew; see :func:`rebuild`."""
    return {source.name: rebuild(source) for source in entry_sources()}


def batches(keys: Iterable[int], size: int) -> Iterator[list[int]]:
    """Yield keys in lists of at most ``size``."""
    keys = iter(keys)
    while some := list(islice(keys, size)):
        yield some


def _entry(source: EntrySource, draft: Draft) -> SearchEntry:
    return SearchEntry(
        id=entry_number(draft.listed_on.toordinal(), source.number, draft.object_id),
        source=source.name,
        object_id=draft.object_id,
        province_id=draft.province,
        commune_id=draft.commune,
        is_public=draft.is_public,
        is_shared=draft.is_shared,
        kind=draft.kind,
        section=draft.section,
        type_label=draft.type_label[:LONGEST_LABEL],
        issuer=draft.issuer[:LONGEST_VALUE],
        field=draft.field[:LONGEST_VALUE],
        title=draft.title[:LONGEST_TITLE],
        folded_title=" ".join(tokens(draft.title))[:LONGEST_TITLE],
        reference=draft.reference[:LONGEST_REFERENCE],
        listed_on=draft.listed_on,
        expires_on=draft.expires_on,
        path=draft.path,
        is_sample=draft.is_sample,
    )


def _text(entry: SearchEntry, draft: Draft) -> SearchText:
    opening = " ".join(tokens(draft.text[:LONGEST_OPENING]))
    return SearchText(entry=entry, opening=opening, written=draft.text[:LONGEST_SHOWN])


def index_row(entry: SearchEntry, draft: Draft) -> IndexRow:
    """Return what the index keeps of an entry."""
    title = tokens(draft.title)
    marked = marked_words(f"{draft.title} {draft.text}")
    return IndexRow(
        number=entry.pk,
        labels=[
            *entry_labels(entry, draft.in_province),
            *sorted({f"{TITLE}{word}" for word in title}),
            *sorted(f"{WRITTEN}{word}" for word in marked),
        ],
        words=[*title, *tokens(f"{draft.reference} {draft.text} {draft.words}")],
    )


def entry_labels(entry: SearchEntry, in_province: bool) -> list[str]:
    """Return to whom an entry belongs and by what it is narrowed.

    Staff find all of their own place. What is not public has no label that the public asks for.
    """
    province, commune = entry.province_id, entry.commune_id
    found = [labels.staff_of_province(province)]
    if commune:
        found.append(labels.staff_of_commune(commune))
    if entry.is_public:
        if in_province:
            found.append(labels.of_province(province))
        if commune:
            found.append(labels.of_commune(commune))
        if entry.is_shared:
            found.append(labels.shared_in(province))
    found += [labels.by_value(name, value) for name, value in narrowing_values(entry).items()]
    if key := reference_key(entry.reference):
        found.append(labels.reference(key))
    return found


def narrowing_values(entry: SearchEntry) -> dict[str, str]:
    """Return the values of an entry by which results are narrowed; empty ones left out."""
    values = {
        "kind": entry.kind,
        "section": entry.section,
        "type": entry.type_label,
        "year": str(entry.listed_on.year),
        "issuer": entry.issuer,
        "field": entry.field,
        "commune": entry.commune_id or "",
    }
    return {name: value for name, value in values.items() if value}
