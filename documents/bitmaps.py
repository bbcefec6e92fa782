"""How many documents each choice leaves, from bitmaps: a bit per document, an integer per value.

Two columns are combined with one AND of two integers, whatever was chosen, where a database would
read all rows that fit once per column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from documents.facets import offered_facets
from documents.record.effect import next_change_of_effect
from documents.record.shelves import NO_END

# By what the calendar alone changes a document in a list.
CALENDAR_COLUMNS = ("effective_on", "expired_on", "listed_on", "listed_until")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents a selection leaves: in all, and per value of each facet."""

    total: int
    facets: dict[str, dict[str, int]]
    labels: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Bitmaps:
    """Which of some documents have a value: bit *n* of its integer stands for the *n*-th of them.

    ``values`` and ``labels`` hold, by the parameter of the facet and the value, the integer and
    what a document calls the value; ``until`` is the first day on which the calendar alone may
    change them.
    """

    size: int
    values: dict[str, dict[str, int]]
    labels: dict[str, dict[str, str]]
    until: date

    @classmethod
    def of(cls, documents: Iterable[Any], today: date) -> "Bitmaps":
        """Read documents, or rows with the :func:`columns` of documents."""
        facets = offered_facets()
        values: dict[str, dict[str, int]] = {facet.parameter: {} for facet in facets}
        labels: dict[str, dict[str, str]] = {
            facet.parameter: {} for facet in facets if facet.label_column
        }
        size, until = 0, NO_END
        for size, document in enumerate(documents, start=1):
            bit = 1 << size - 1
            for facet in facets:
                value = facet.value_of(document, today)
                if not value:
                    continue
                found = values[facet.parameter]
                found[value] = found.get(value, 0) | bit
                if facet.label_column:
                    named = labels[facet.parameter]
                    label = getattr(document, facet.label_column)
                    named[value] = max(named.get(value, ""), label)
            until = min(until, next_change_of_effect(document, today))
            if document.listed_until < NO_END:
                until = min(until, document.listed_until + timedelta(days=1))
        return cls(size, values, labels, until)

    @classmethod
    def from_json(cls, content: dict[str, Any], until: date) -> "Bitmaps | None":
        """Return what :meth:`to_json` has written; None when that was of other facets."""
        written = content.get("values", {})
        if set(written) != {facet.parameter for facet in offered_facets()}:
            return None
        values = {
            parameter: {value: int(bits, 16) for value, bits in found.items()}
            for parameter, found in written.items()
        }
        return cls(content["size"], values, content["labels"], until)

    def to_json(self) -> dict[str, Any]:
        """Return what :meth:`from_json` reads; integers in hexadecimal digits."""
        values = {
            parameter: {value: f"{bits:x}" for value, bits in found.items()}
            for parameter, found in self.values.items()
        }
        return {"size": self.size, "values": values, "labels": self.labels}

    def matching(self, chosen: Mapping[str, str], except_for: str = "") -> int:
        """Return the bits of the documents with all chosen values but that of one facet."""
        bits = (1 << self.size) - 1
        for parameter, value in chosen.items():
            if parameter != except_for:
                bits &= self.values[parameter].get(value, 0)
        return bits


def columns() -> list[str]:
    """Return the columns of documents from which bitmaps are made."""
    stored = {column for facet in offered_facets() for column in facet.stored_columns}
    return sorted({*stored, *CALENDAR_COLUMNS})


def count(blocks: Iterable[Bitmaps], chosen: Mapping[str, str]) -> Counts:
    """Count the documents of several bitmaps that have the chosen values.

    ``chosen`` maps parameters of facets to values; the values of a facet are counted as if nothing
    had been chosen in it.
    """
    total = 0
    facets: dict[str, dict[str, int]] = {facet.parameter: {} for facet in offered_facets()}
    labels: dict[str, dict[str, str]] = {parameter: {} for parameter in facets}
    for block in blocks:
        wanted = block.matching(chosen)
        total += wanted.bit_count()
        for parameter, found in block.values.items():
            within = block.matching(chosen, parameter) if parameter in chosen else wanted
            counted = facets[parameter]
            for value, bits in found.items():
                if number := (bits & within).bit_count():
                    counted[value] = counted.get(value, 0) + number
        for parameter, named in block.labels.items():
            for value, label in named.items():
                labels[parameter][value] = max(labels[parameter].get(value, ""), label)
    return Counts(total, facets, labels)
