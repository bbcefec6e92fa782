"""A table as the template shows it: caption, headings, cells, chart, ways to download."""

from dataclasses import dataclass

from commune_site.figures.charts import Chart, draw
from commune_site.figures.table import Kind, Table, format_value


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column."""

    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell; the one that names its row is a heading of it."""

    text: str
    is_number: bool
    names_row: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line of the table; sums are set in bold."""

    cells: tuple[ShownCell, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """A table on a page; ``key`` makes its ids unique there. Empty addresses offer no download."""

    key: str
    title: str
    unit: str
    note: str
    headings: tuple[Heading, ...]
    rows: tuple[ShownRow, ...]
    chart: Chart | None
    csv_url: str = ""
    xlsx_url: str = ""


def shown_figures(
    table: Table,
    title: str,
    *,
    key: str = "1",
    chart: str = "none",
    note: str = "",
    csv_url: str = "",
    xlsx_url: str = "",
) -> ShownFigures:
    """Return what ``components/figures.html`` shows of a table."""
    unit = table.common_unit
    return ShownFigures(
        key=key,
        title=title,
        unit=unit,
        note=note or table.note,
        headings=tuple(
            Heading(column.name if unit else column.heading, column.kind is Kind.NUMBER)
            for column in table.columns
        ),
        rows=tuple(_row(table, row) for row in table.rows),
        chart=draw(table, chart),
        csv_url=csv_url,
        xlsx_url=xlsx_url,
    )


def _row(table: Table, row: tuple) -> ShownRow:
    cells = tuple(
        ShownCell(
            text=format_value(value),
            is_number=column.kind is Kind.NUMBER,
            names_row=place == table.label_index,
        )
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True))
    )
    return ShownRow(cells, table.is_total(row))
