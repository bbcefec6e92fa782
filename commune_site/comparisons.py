"""Versions of tables side by side: row by row, cell by cell, instead of their stored JSON."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from wagtail.admin.compare import (
    BlockComparison,
    FieldComparison,
    TextDiff,
    diff_text,
    register_comparison_class,
)

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.fields import FiguresField
from commune_site.figures.table import Table, format_value

Row = tuple[str, ...]
# Rows on each side of a change that are shown with it.
CONTEXT_ROWS = 1


class FiguresComparison(FieldComparison):
    """Compares the tables of figures of a page."""

    def htmldiff(self) -> SafeString:
        """Return one table in which removed and added rows and cells are marked."""
        return rows_diff(rows_of_figures(self.val_a), rows_of_figures(self.val_b))


class TableBlockComparison(BlockComparison):
    """Compares the tables in a text."""

    def htmlvalue(self, val: dict) -> SafeString:
        """Return the whole table."""
        return _drawn(_plain(rows_of_block(val)))

    def htmldiff(self) -> SafeString:
        """Return one table in which removed and added rows and cells are marked."""
        return rows_diff(rows_of_block(self.val_a), rows_of_block(self.val_b))


def register_comparisons() -> None:
    """Let Wagtail compare our own fields; blocks name their comparison themselves."""
    register_comparison_class(FiguresField, comparison_class=FiguresComparison)


def rows_of_figures(data: dict | None) -> list[Row]:
    """Return heading and rows of a table of figures as people read them."""
    try:
        table = Table.from_json(data) if data else None
    except UnreadableTable:
        return []
    if table is None:
        return []
    heading = tuple(column.heading for column in table.columns)
    rows = [tuple(format_value(value) for value in row) for row in table.rows]
    return [heading, *rows, *([(table.note,)] if table.note else [])]


def rows_of_block(value: dict | None) -> list[Row]:
    """Return caption and rows of a table in a text."""
    value = value or {}
    caption = value.get("table_caption") or ""
    rows = [tuple(str(cell or "") for cell in row) for row in value.get("data") or ()]
    return [*([(caption,)] if caption else []), *rows]


def rows_diff(before: Sequence[Row], after: Sequence[Row]) -> SafeString:
    """Return the differences of two tables; long parts without any are counted, not shown."""
    return _drawn(_lines(before, after))


def _lines(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Sequence[SafeString]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield from _shortened(
                before[first:last], is_first=first == 0, is_last=last == len(before)
            )
            continue
        removed, added = before[first:last], after[start:end]
        pairs = min(len(removed), len(added))
        for old, new in zip(removed, added, strict=False):
            yield _changed(old, new)
        for row in removed[pairs:]:
            yield [TextDiff([("deletion", cell)]).to_html() for cell in row]
        for row in added[pairs:]:
            yield [TextDiff([("addition", cell)]).to_html() for cell in row]


def _shortened(
    rows: Sequence[Row], *, is_first: bool, is_last: bool
) -> Iterator[Sequence[SafeString]]:
    """Yield the rows next to a change, the heading, and how many lie between."""
    # The heading says what the columns are.
    head = CONTEXT_ROWS + 1 if is_first else CONTEXT_ROWS
    tail = 0 if is_last else CONTEXT_ROWS
    left_out = len(rows) - head - tail
    if left_out < 2:
        yield from _plain(rows)
        return
    yield from _plain(rows[:head])
    said = ngettext("%(count)d line without a change", "%(count)d lines without a change", left_out)
    yield [format_html("<em>… {}</em>", said % {"count": left_out})]
    yield from _plain(rows[len(rows) - tail :])


def _plain(rows: Iterable[Row]) -> Iterator[Sequence[SafeString]]:
    for row in rows:
        yield [format_html("{}", cell) for cell in row]


def _changed(old: Row, new: Row) -> Sequence[SafeString]:
    width = max(len(old), len(new))
    padded = [row + ("",) * (width - len(row)) for row in (old, new)]
    return [_changed_cell(one, other) for one, other in zip(*padded, strict=True)]


def _changed_cell(old: str, new: str) -> SafeString:
    if old == new:
        return format_html("{}", old)
    if " " in old.strip() or " " in new.strip():
        return diff_text(old, new).to_html()
    # Of a number, single changed digits would say nothing.
    return TextDiff([("deletion", old), ("addition", new)]).to_html()


def _drawn(lines: Iterable[Sequence[SafeString]]) -> SafeString:
    cells = (format_html_join("", "<td>{}</td>", ((cell,) for cell in line)) for line in lines)
    rows = format_html_join("", "<tr>{}</tr>", ((line,) for line in cells))
    return format_html('<table class="compared-table">{}</table>', rows)
