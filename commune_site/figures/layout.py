"""Finds the table on a sheet: below letterhead and title, with one or more lines of headings.

Official forms begin with the name of the authority, the number of the form and "Đơn vị tính",
merge headings over several columns, and number the columns (A, B, 1, 2) in a line of their own.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.grid import Cell, Grid, address
from commune_site.figures.limits import MAX_COLUMNS, MAX_NAME_CHARACTERS, MAX_ROWS
from commune_site.figures.values import unit_of_label, written_number
from search.text import fold

MOTTO = ("cong hoa xa hoi chu nghia", "doc lap - tu do")
# What stands under a table: notes, sources and signatures.
_FOOT = re.compile(
    r"(?:ghi chu|nguon|nguoi lap|lap bieu|ke toan|thu truong|chu tich|pho chu tich|tm\.|kt\."
    r"|noi nhan|.*ngay (?:\d+|\.+|…) ?thang)\b"
)
_NOTE = re.compile(r"(?:ghi chu|nguon)\b")
_COLUMN_MARK = re.compile(r"\(?(?:[a-zđ]|(\d{1,2})(?:\s*=.*)?)\)?$", re.I)


@dataclass(frozen=True, slots=True)
class RawTable:
    """Names and cells of the table, not yet typed; ``places`` tell where each cell stood."""

    names: list[str]
    columns: list[int]
    lines: list[tuple[int, list[Cell]]]
    unit: str = ""
    note: str = ""


def find_table(grid: Grid) -> RawTable:
    """Return the table on a sheet.

    Raises:
        UnreadableTable: there is none, or it cannot be read without guessing.
    """
    grid.squared()
    used = [c for c in range(grid.width()) if any(line[c] is not None for line in grid.lines)]
    if not used:
        raise UnreadableTable(_("The file holds no table: it is empty."))
    if len(used) < 2:
        raise UnreadableTable(_("The table needs at least two columns: a name and a figure."))
    if len(used) > MAX_COLUMNS:
        raise UnreadableTable(
            _("The table has %(count)d columns; at most %(limit)d can be shown."),
            params={"count": len(used), "limit": MAX_COLUMNS},
        )
    head = _head_line(grid, used)
    depth = _head_depth(grid, head)
    names = [_name(grid, head, depth, column) for column in used]
    body = [n for n in range(head + depth, len(grid.lines)) if _filled(grid.lines[n])]
    if body and _numbers_columns([grid.lines[body[0]][column] for column in used]):
        body = body[1:]
    body, note = _without_foot(grid, body)
    if not body:
        raise UnreadableTable(_("The table has headings but no lines below them."))
    if len(body) > MAX_ROWS:
        raise UnreadableTable(
            _(
                "The table has more than %(limit)d lines. Upload a summary, "
                "and attach the whole file below."
            ),
            params={"limit": MAX_ROWS},
        )
    _spread_merged(grid, body)
    kept = [
        (name, column)
        for name, column in zip(names, used, strict=True)
        if name or any(grid.lines[n][column] is not None for n in body)
    ]
    for name, column in kept:
        if not name:
            raise UnreadableTable(
                _("The column of cell %(cell)s has no heading; write what it shows."),
                params={"cell": address(body[0], column)},
            )
    columns = [column for _name_, column in kept]
    return RawTable(
        names=_distinct([name for name, _column in kept]),
        columns=columns,
        lines=[(n, [grid.lines[n][column] for column in columns]) for n in body],
        unit=_stated_unit(grid, head),
        note=note,
    )


def _filled(line: list[Cell]) -> list[Cell]:
    return [cell for cell in line if cell is not None]


def _head_line(grid: Grid, used: list[int]) -> int:
    for number, line in enumerate(grid.lines):
        if _is_head(grid, number, line, used):
            return number
    raise UnreadableTable(
        _(
            "No line of headings was found. The first line of the table must name its columns, "
            "for example: Nội dung, Dự toán, Thực hiện."
        )
    )


def _is_head(grid: Grid, number: int, line: list[Cell], used: list[int]) -> bool:
    cells = _filled(line)
    if len(cells) < 2 or not all(_can_head(cell) for cell in cells):
        return False
    if any(motto in fold(str(cell)) for cell in cells for motto in MOTTO):
        return False
    across = [block for block in grid.merged if block.top == number]
    covered = {c for block in across for c in range(block.left, block.right + 1)}
    covered |= {c for c, cell in enumerate(line) if cell is not None}
    goes_down = any(block.bottom > block.top for block in across)
    is_wide = 10 * len(covered & set(used)) >= 6 * len(used)
    return is_wide and (2 * len(cells) >= len(used) or goes_down)


def _can_head(cell: Cell) -> bool:
    if isinstance(cell, str):
        number = written_number(cell)
        return number is None or len(number.digits) == 4
    # Years stand above columns as numbers.
    return not hasattr(cell, "year") and 1900 <= cell <= 2100


def _head_depth(grid: Grid, head: int) -> int:
    blocks = [block for block in grid.merged if block.top == head]
    lowest = max((block.bottom for block in blocks), default=head)
    if any(block.right > block.left and block.bottom == head for block in blocks):
        lowest = max(lowest, head + 1)
    # A second level may be divided again.
    for block in grid.merged:
        if head < block.top <= lowest and block.right > block.left:
            lowest = max(lowest, block.bottom + 1)
    return min(lowest, len(grid.lines) - 1) - head + 1


def _name(grid: Grid, head: int, depth: int, column: int) -> str:
    parts: list[str] = []
    for number in range(head, head + depth):
        text = str(_cell_seen(grid, number, column) or "")
        if text and text not in parts:
            parts.append(text)
    return ": ".join(parts)[:MAX_NAME_CHARACTERS]


def _cell_seen(grid: Grid, number: int, column: int) -> Cell:
    for block in grid.merged:
        if block.top <= number <= block.bottom and block.left <= column <= block.right:
            return grid.lines[block.top][block.left]
    return grid.lines[number][column]


def _numbers_columns(cells: list[Cell]) -> bool:
    """Tell whether a line only counts the columns: A, B, 1, 2, 3=2/1."""
    marks = [_COLUMN_MARK.match(str(cell)) for cell in cells if cell is not None]
    if len(marks) < max(3, len(cells) - 1) or not all(marks):
        return False
    counted = [int(mark[1]) for mark in marks if mark[1]]
    return bool(counted) and counted == list(range(counted[0], counted[0] + len(counted)))


def _without_foot(grid: Grid, body: list[int]) -> tuple[list[int], str]:
    for place, number in enumerate(body):
        cells = _filled(grid.lines[number])
        texts = [cell for cell in cells if isinstance(cell, str)]
        if place and len(texts) == len(cells) <= 2 and _FOOT.match(fold(texts[0])):
            under = [cell for n in body[place:] for cell in _filled(grid.lines[n])]
            notes = [str(cell) for cell in under if _NOTE.match(fold(str(cell)))]
            return body[:place], " ".join(notes)
    return body, ""


def _spread_merged(grid: Grid, body: list[int]) -> None:
    """Write the name of several lines into each; a figure of several lines is refused."""
    for block in grid.merged:
        if block.bottom == block.top or block.top not in body:
            continue
        cell = grid.lines[block.top][block.left]
        if cell is None:
            continue
        if not isinstance(cell, str) or written_number(cell):
            raise UnreadableTable(
                _(
                    "The merged cells %(first)s:%(last)s hold one figure for several lines. "
                    "Take them apart and write the figure of each line."
                ),
                params={
                    "first": address(block.top, block.left),
                    "last": address(block.bottom, block.right),
                },
            )
        for number in range(block.top + 1, block.bottom + 1):
            if number in body:
                grid.lines[number][block.left] = cell


def _stated_unit(grid: Grid, head: int) -> str:
    for line in grid.lines[:head]:
        for cell in line:
            if isinstance(cell, str) and (unit := unit_of_label(cell)):
                return unit
    return ""


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result
