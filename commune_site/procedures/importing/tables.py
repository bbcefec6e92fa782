"""A file of procedures as a table: rows of texts under the headings that were recognised."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _

from commune_site.procedures.importing.columns import column_of_heading, columns, heading_of, plain
from commune_site.procedures.importing.encodings import looks_like_tcvn3
from commune_site.procedures.importing.errors import Fault, UnreadableFile

# Above the headings stands at most a title of some lines.
HEADING_WITHIN = 15
MOST_ROWS = 10_000
# Formatted but empty rows at the end of a sheet: after so many nothing follows.
MOST_BLANK_ROWS = 1_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes its value: nobody can tell what it will hold tomorrow."""


Cell = str | int | float | Formula
Line = tuple[int, Sequence[Cell]]


@dataclass(slots=True)
class Row:
    """One row of the table; ``number`` is that of the spreadsheet program."""

    number: int
    cells: dict[str, Cell]


@dataclass(slots=True)
class Table:
    """What was read of a file; ``heading_row`` is where its headings stand."""

    rows: list[Row] = field(default_factory=list)
    heading_row: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def find_headings(lines: Iterable[Line]) -> tuple[int, dict[int, str], list[str]] | None:
    """Return the row of the headings, the column of each place and the headings nobody knows.

    Raises:
        UnreadableFile: a heading stands there twice.
    """
    known = column_of_heading()
    for number, cells in islice(lines, HEADING_WITHIN):
        texts = [cell if isinstance(cell, str) else "" for cell in cells]
        names = {place: known.get(plain(text)) for place, text in enumerate(texts)}
        found = {place: name for place, name in names.items() if name}
        if {"code", "name"} <= set(found.values()):
            for name in set(found.values()):
                if list(found.values()).count(name) > 1:
                    raise UnreadableFile(
                        _("The column “%(heading)s” stands in the file twice.")
                        % {"heading": heading_of(name)}
                    )
            unknown = [texts[place] for place, name in names.items() if not name and texts[place]]
            return number, found, unknown
    return None


def read_table(lines: Iterator[Line], headings: tuple[int, dict[int, str], list[str]]) -> Table:
    """Return the table below its headings; blank rows are passed over.

    Raises:
        UnreadableFile: a column that every procedure needs is missing, or there are more rows
            than any catalogue has, or none.
    """
    heading_row, places, unknown = headings
    required = {column.name for column in columns() if column.required}
    if missing := [heading_of(name) for name in sorted(required - set(places.values()))]:
        raise UnreadableFile(
            _("These columns are missing: %(headings)s.") % {"headings": ", ".join(missing)}
        )
    table = Table(heading_row=heading_row)
    table.warnings += [
        Fault(heading_row, heading, _("This column is not known and is passed over."))
        for heading in unknown
    ]
    blank = 0
    for number, cells in lines:
        if number <= heading_row:
            continue
        chosen = {name: cells[place] for place, name in places.items() if place < len(cells)}
        if not any(cell not in ("", None) for cell in chosen.values()):
            blank += 1
            if blank > MOST_BLANK_ROWS:
                break
            continue
        blank = 0
        if len(table.rows) >= MOST_ROWS:
            raise UnreadableFile(
                _(
                    "The file has more than %(most)s rows. No catalogue of a province has so many "
                    "procedures: check that it is the right file, or divide it."
                )
                % {"most": f"{MOST_ROWS:,}".replace(",", ".")}
            )
        table.rows.append(Row(number, chosen))
    if not table.rows:
        raise UnreadableFile(_("The file has headings, but no procedure below them."))
    return table


def refuse_without_headings(first_lines: Iterable[Line]) -> None:
    """Say why no headings were found.

    Raises:
        UnreadableFile: always.
    """
    text = " ".join(str(cell) for _number, cells in first_lines for cell in cells)
    if looks_like_tcvn3(text):
        raise UnreadableFile(
            _(
                "The file is in TCVN3 (fonts .VnTime), an encoding that does not tell capitals "
                "from small letters. Convert it to Unicode and save it again."
            )
        )
    raise UnreadableFile(
        _(
            "No row with the headings “%(code)s” and “%(name)s” was found among the first "
            "%(rows)s rows. Download the sample file and compare."
        )
        % {"code": heading_of("code"), "name": heading_of("name"), "rows": HEADING_WITHIN}
    )
