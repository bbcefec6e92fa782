"""What a list of the API may be asked: filters and the mark from which it goes on."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from pydantic import BaseModel, ConfigDict, Field

from commune_site.sections import get_registry

LARGEST_PAGE = 100
PAGE_SIZE = 20
_ITEM_MARK = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})")
_RECORD_MARK = re.compile(r"\d{1,18}")


class BadMark(ValueError):
    """A cursor that this API never gave out."""


class ListQuery(BaseModel):
    """What every list may be asked."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(PAGE_SIZE, ge=1, le=LARGEST_PAGE)
    cursor: str = Field("", max_length=40)


class PlaceQuery(ListQuery):
    """What lists of things that belong to one place may be asked besides."""

    commune: str = Field("", pattern=r"^\d{0,5}$")


class ItemQuery(PlaceQuery):
    """What lists of items may be asked besides."""

    section: str = Field("", max_length=50)
    published_from: date | None = None
    published_until: date | None = None

    def narrowed(self, rows: QuerySet) -> QuerySet:
        """Return the rows that are asked for."""
        if self.commune:
            rows = rows.filter(commune=self.commune)
        if self.section:
            rows = rows.filter(section=self.section)
        if self.published_from:
            rows = rows.filter(disclosed_on__gte=self.published_from)
        if self.published_until:
            rows = rows.filter(disclosed_on__lte=self.published_until)
        return rows


@dataclass(frozen=True, slots=True)
class Slice:
    """A page of a list, and the mark after which the next one begins (empty: there is none)."""

    rows: list
    next_mark: str


def items_after(rows: QuerySet, mark: str, limit: int) -> Slice:
    """Return the items behind a mark, the newest first; one query, however far behind.

    Raises:
        BadMark: the mark is none of ours.
    """
    if mark:
        day, key = _item_mark(mark)
        behind = Q(disclosed_on__lt=day) | Q(disclosed_on=day, pk__lt=key)
        rows = rows.filter(behind, disclosed_on__lte=day)
    found = list(rows.order_by("-disclosed_on", "-pk")[: limit + 1])
    shown = found[:limit]
    goes_on = len(found) > limit
    return Slice(shown, f"{shown[-1].disclosed_on}.{shown[-1].pk}" if goes_on else "")


def records_after(rows: QuerySet, mark: str, limit: int) -> Slice:
    """Return the records behind a mark in the order of their keys; one query.

    Raises:
        BadMark: the mark is none of ours.
    """
    if mark:
        if not _RECORD_MARK.fullmatch(mark):
            raise BadMark(mark)
        rows = rows.filter(pk__gt=int(mark))
    found = list(rows.order_by("pk")[: limit + 1])
    shown = found[:limit]
    return Slice(shown, str(shown[-1].pk) if len(found) > limit else "")


def known_section(slug: str) -> bool:
    """Tell whether there is such a section."""
    return any(slug == section.slug for section in get_registry().sections)


def _item_mark(mark: str) -> tuple[date, int]:
    found = _ITEM_MARK.fullmatch(mark)
    if found is None:
        raise BadMark(mark)
    try:
        return date.fromisoformat(found[1]), int(found[2])
    except ValueError as error:
        raise BadMark(mark) from error
