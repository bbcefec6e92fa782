"""A table of typed values, and the JSON in which it is kept.

Numbers are kept as texts of digits, because JSON's own lose them beyond 15 (R109).
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_NAME_CHARACTERS,
    MAX_ROWS,
)
from commune_site.figures.text import clean_text
from commune_site.figures.values import fits, format_number
from search.text import fold

Value = str | int | Decimal | date | None

_TOTAL = re.compile(r"(?:[ivxabc\d]+[.)]?\s+)?(?:tong(?: cong| so)?|cong)(?:\W|$)")
_STORED_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,10})?\Z", re.ASCII)
_ORDINAL_NAMES = frozenset({"tt", "stt", "so tt", "so thu tu", "ma so", "ma"})


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values and, of numbers, their unit."""

    name: str
    kind: Kind = Kind.TEXT
    unit: str = ""

    @property
    def heading(self) -> str:
        """Return the name with the unit behind it."""
        return f"{self.name} ({self.unit})" if self.unit else self.name

    @property
    def is_ordinal(self) -> bool:
        """Tell whether the column only counts the rows."""
        return fold(self.name) in _ORDINAL_NAMES


@dataclass(frozen=True)
class Table:
    """Columns and rows; every row has a value, or None, for every column.

    ``note`` is what stood below the table in the file: its source or a remark.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""

    @cached_property
    def number_indexes(self) -> list[int]:
        """Return the columns of figures."""
        return [n for n, column in enumerate(self.columns) if column.kind is Kind.NUMBER]

    @cached_property
    def common_unit(self) -> str:
        """Return the unit that all columns of figures share, or nothing."""
        units = {self.columns[place].unit for place in self.number_indexes}
        return units.pop() if len(units) == 1 else ""

    @cached_property
    def label_index(self) -> int:
        """Return the column that names the rows: the first that is neither figure nor ordinal."""
        names = [
            place
            for place, column in enumerate(self.columns)
            if column.kind is not Kind.NUMBER and not column.is_ordinal
        ]
        return names[0] if names else 0

    def label(self, row: tuple[Value, ...]) -> str:
        """Return what a row is about."""
        return format_value(row[self.label_index])

    def is_total(self, row: tuple[Value, ...]) -> bool:
        """Tell whether a row sums up others: "Tổng cộng", "Tổng số", "Cộng"."""
        return _TOTAL.match(fold(self.label(row))) is not None

    def to_json(self) -> dict:
        """Return the table as it is kept."""
        columns = [
            {"name": column.name, "kind": str(column.kind), "unit": column.unit}
            for column in self.columns
        ]
        rows = [[_stored(value) for value in row] for row in self.rows]
        return {"columns": columns, "rows": rows, "note": self.note}

    @classmethod
    def from_json(cls, data: object) -> "Table":
        """Return the table that was kept so.

        Raises:
            UnreadableTable: the data is not that of a table within the limits.
        """
        try:
            columns = tuple(_column(item) for item in data["columns"])
            rows = data["rows"]
            if not (2 <= len(columns) <= MAX_COLUMNS and len(rows) <= MAX_ROWS):
                raise ValueError("too many or too few")
            kinds = [column.kind for column in columns]
            read = tuple(
                tuple(_value(kind, value) for kind, value in zip(kinds, row, strict=True))
                for row in rows
            )
            note = clean_text(data.get("note", ""))[:MAX_CELL_CHARACTERS]
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
            raise UnreadableTable(_("The table is damaged; choose the file again.")) from error
        return cls(columns, read, note)


def format_value(value: Value) -> str:
    """Return a value as the public reads it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format_number(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _stored(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _column(item: dict) -> Column:
    name, unit = clean_text(item["name"]), clean_text(item["unit"])
    if not name or max(len(name), len(unit)) > MAX_NAME_CHARACTERS:
        raise ValueError(name)
    return Column(name, Kind(item["kind"]), unit)


def _value(kind: Kind, value: object) -> Value:
    if value is None:
        return None
    if kind is Kind.YEAR:
        if type(value) is not int or not 1 <= value <= 9999:
            raise ValueError(value)
        return value
    if not isinstance(value, str) or len(value) > MAX_CELL_CHARACTERS:
        raise ValueError(value)
    if kind is Kind.NUMBER:
        if not _STORED_NUMBER.match(value) or not fits(Decimal(value)):
            raise ValueError(value)
        return Decimal(value)
    return date.fromisoformat(value) if kind is Kind.DATE else clean_text(value)
