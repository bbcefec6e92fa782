"""Tells what the columns of a table hold and turns their cells into values."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.grid import Cell, address
from commune_site.figures.layout import RawTable
from commune_site.figures.table import Column, Kind, Table, Value, format_value
from commune_site.figures.values import (
    BLANK_MARKS,
    WrittenNumber,
    common_style,
    fits,
    is_unclear,
    is_year_name,
    parse_date,
    split_unit,
    written_number,
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
Places = list[tuple[str, Cell]]


def typed_table(raw: RawTable) -> Table:
    """Return the table with one kind of value per column.

    Raises:
        UnreadableTable: a cell cannot be read as what its column holds; the message names it.
    """
    typed = [
        _typed_column(
            name,
            [(address(number, raw.columns[place]), cells[place]) for number, cells in raw.lines],
            raw.unit,
        )
        for place, name in enumerate(raw.names)
    ]
    return Table(
        columns=tuple(column for column, _values in typed),
        rows=tuple(zip(*(values for _column, values in typed), strict=True)),
        note=raw.note,
    )


def _typed_column(name: str, cells: Places, table_unit: str) -> tuple[Column, list[Value]]:
    name, unit = split_unit(name)
    column = Column(name, Kind.TEXT, unit)
    filled = [(where, cell) for where, cell in cells if not _is_blank(cell)]
    if filled and not column.is_ordinal:
        if all(_as_date(cell) for _where, cell in filled):
            return Column(name, Kind.DATE), [_as_date(cell) for _where, cell in cells]
        if is_year_name(name) and all(_as_year(cell) for _where, cell in filled):
            return Column(name, Kind.YEAR), [_as_year(cell) for _where, cell in cells]
        if (numbers := _numbers(name, filled)) is not None:
            values, written_unit = numbers
            unit = unit or written_unit or table_unit
            column = Column(name, Kind.NUMBER, unit)
            return column, [None if _is_blank(c) else values[w] for w, c in cells]
    return column, [_as_text(cell) for _where, cell in cells]


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell in BLANK_MARKS)


def _as_date(cell: Cell) -> date | None:
    if isinstance(cell, str):
        return parse_date(cell)
    return cell if isinstance(cell, date) else None


def _as_year(cell: Cell) -> int | None:
    text = str(cell)
    is_year = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
    return int(text) if is_year else None


def _as_text(cell: Cell) -> str | None:
    if isinstance(cell, Decimal):
        # A number among texts is a name of something; 2.026 would be another one.
        return f"{cell:f}".replace(".", ",")
    return None if cell is None else format_value(cell)


def _numbers(name: str, filled: Places) -> tuple[dict[str, Decimal], str] | None:
    """Return the numbers of a column by their cells and their unit; None for texts."""
    values = {where: cell for where, cell in filled if isinstance(cell, Decimal)}
    written: dict[str, WrittenNumber] = {}
    for where, cell in filled:
        if where in values:
            continue
        number = written_number(cell) if isinstance(cell, str) else None
        if number is None or _is_code(number):
            return None
        written[where] = number
    units = {number.unit for number in written.values() if number.unit}
    if len(units) > 1:
        return None
    values |= _read(name, written)
    for where, value in values.items():
        if not fits(value):
            raise UnreadableTable(
                _("Cell %(cell)s: the number has too many digits."), params={"cell": where}
            )
    return values, next(iter(units), "")


def _is_code(number: WrittenNumber) -> bool:
    """Tell whether the digits are a code: figures do not begin with 0 before another digit."""
    return len(number.digits) > 1 and number.digits[0] == "0" and number.digits[1].isdigit()


def _read(name: str, written: dict[str, WrittenNumber]) -> dict[str, Decimal]:
    numbers = list(written.values())
    for where, number in written.items():
        if not number.styles():
            raise UnreadableTable(
                _("Cell %(cell)s: “%(text)s” is not a number. Write it like 1.234.567,89."),
                params={"cell": where, "text": number.digits},
            )
    style = common_style(numbers)
    if style is None:
        raise UnreadableTable(
            _(
                "The column “%(name)s” writes some numbers like 1.234,5 and others like 1,234.5. "
                "Write all of them like 1.234,5."
            ),
            params={"name": name},
        )
    if numbers and is_unclear(numbers):
        where, number = next((w, n) for w, n in written.items() if n.is_unclear)
        raise UnreadableTable(
            _(
                "Cell %(cell)s: %(text)s can mean a thousand or a decimal. Write thousands with "
                "a point (1.234) and decimals with a comma (1,2)."
            ),
            params={"cell": where, "text": number.digits},
        )
    return {where: number.value(style) for where, number in written.items()}
