"""The counts of a shelf, kept by quarters of a year: a change lets one quarter be counted anew.

A change is noted in its own transaction (:func:`note_changes`), so that no count outlives it, and
counted after the commit (:func:`recount`). Whoever asks in between, or after the calendar has
changed something, counts those quarters from their documents: what is kept makes lists quick, no
more.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from documents.bitmaps import Bitmaps, columns
from documents.models import ChangedQuarter, CountedQuarter, LegalDocumentPage
from documents.record.shelves import shelf as shelf_of_place
from documents.selection import forget_shelf, on_shelf

# A shelf and the first day of a quarter.
Quarter = tuple[str, date]
MONTHS = 3


def first_day_of(day: date) -> date:
    """Return the first day of the quarter of a day."""
    return day.replace(month=(day.month - 1) // MONTHS * MONTHS + 1, day=1)


def last_day_of(first_day: date) -> date:
    """Return the last day of the quarter that begins on a day."""
    in_the_next = first_day.replace(day=28) + timedelta(days=75)
    return first_day_of(in_the_next) - timedelta(days=1)


def quarters_of(listed: Iterable[tuple[str, date]]) -> set[Quarter]:
    """Return the quarters of shelves and days; documents on no shelf are in none."""
    return {(shelf, first_day_of(day)) for shelf, day in listed if shelf}


def read_quarters(documents: QuerySet, today: date) -> dict[date, Bitmaps]:
    """Read documents; return their bitmaps by the first day of the quarter. One query."""
    rows = defaultdict(list)
    for row in documents.order_by("pk").values_list(*columns(), named=True).iterator():
        rows[first_day_of(row.listed_on)].append(row)
    return {first_day: Bitmaps.of(found, today) for first_day, found in rows.items()}


def blocks_of(shelf: str) -> list[Bitmaps]:
    """Return the bitmaps of all documents on a shelf.

    Two queries; a third for the quarters that changed since they were counted.
    """
    today = timezone.localdate()
    changed = ChangedQuarter.objects.filter(shelf=shelf).order_by()
    to_read = set(changed.values_list("first_day", flat=True))
    blocks = []
    for row in CountedQuarter.objects.filter(shelf=shelf):
        if row.first_day in to_read:
            continue
        kept = Bitmaps.from_json(row.content, row.until) if row.until > today else None
        if kept is None:
            to_read.add(row.first_day)
        else:
            blocks.append(kept)
    if to_read:
        blocks += read_quarters(_listed_in(shelf, to_read), today).values()
    return blocks


def note_changes(quarters: Iterable[Quarter], *, counts_at_once: bool = True) -> None:
    """Note that documents of these quarters come, go or change; they are counted after the commit.

    One query, within the transaction of the change. Without ``counts_at_once``, for a change of
    many quarters, lists count themselves until :func:`recount_all` does it.
    """
    noted = sorted(quarters)
    if not noted:
        return
    ChangedQuarter.objects.bulk_create(
        ChangedQuarter(shelf=shelf, first_day=first_day) for shelf, first_day in noted
    )
    shelves = {shelf for shelf, _first_day in noted}
    transaction.on_commit(lambda: [forget_shelf(shelf) for shelf in shelves])
    if counts_at_once:
        # Whoever has saved a document must not be told that it failed.
        transaction.on_commit(lambda: recount(noted), robust=True)


def note_place(code: str) -> None:
    """Note that all documents of a commune, or of a province itself, may have changed."""
    counted = CountedQuarter.objects.filter(shelf__startswith=shelf_of_place(code, ""))
    listed = LegalDocumentPage.everywhere.filter(place_code=code).order_by()
    note_changes(
        {*counted.values_list("shelf", "first_day")}
        | quarters_of(listed.values_list("shelf", "listed_on")),
        counts_at_once=False,
    )


def recount(quarters: Iterable[Quarter]) -> None:
    """Count those of the quarters that changed, each in a transaction of its own."""
    for shelf, first_day in sorted(quarters):
        if ChangedQuarter.objects.filter(shelf=shelf, first_day=first_day).exists():
            _count(shelf, first_day)


def recount_all(today: date) -> int:
    """Count all quarters that changed, or that the calendar has changed; return how many."""
    changed = set(ChangedQuarter.objects.order_by().values_list("shelf", "first_day"))
    changed |= set(
        CountedQuarter.objects.filter(until__lte=today).values_list("shelf", "first_day")
    )
    for shelf, first_day in sorted(changed):
        _count(shelf, first_day)
    return len(changed)


def _count(shelf: str, first_day: date) -> None:
    with transaction.atomic():
        row, _is_new = CountedQuarter.objects.select_for_update().get_or_create(
            shelf=shelf, first_day=first_day, defaults={"until": date.min}
        )
        # Whoever else counts the quarter waits for this row, and then sees what is committed.
        noted = ChangedQuarter.objects.filter(shelf=shelf, first_day=first_day)
        keys = list(noted.values_list("pk", flat=True))
        today = timezone.localdate()
        found = read_quarters(_listed_in(shelf, [first_day]), today)
        bitmaps = found.get(first_day) or Bitmaps.of([], today)
        row.until, row.content = bitmaps.until, bitmaps.to_json()
        row.save()
        ChangedQuarter.objects.filter(pk__in=keys).delete()


def _listed_in(shelf: str, first_days: Iterable[date]) -> QuerySet:
    within = (Q(listed_on__range=(day, last_day_of(day))) for day in sorted(first_days))
    return on_shelf(shelf).filter(reduce(or_, within))
