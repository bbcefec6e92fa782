"""Pages as lines with places: what the readers of a document's statements work on."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

from documents.intake.characters import cleaned, closed_up, from_tcvn3, lacks_capitals, unchanged
from search.text import fold

_ONLY_MARKS = re.compile(r"[\W_]*")


@dataclass(frozen=True)
class Line:
    """A run of text on one line of one column.

    ``page`` counts from 1. Edges are in points from the left and the top of the page. ``is_bold``
    is None where nobody can tell (scans, plain text).
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    is_bold: bool | None = None

    @cached_property
    def folded(self) -> str:
        """The text in small letters without marks, letter by letter as long as the text."""
        return fold(self.text)

    @property
    def height(self) -> float:
        """The height in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """The middle between the left and right edge, in points."""
        return (self.left + self.right) / 2

    @property
    def is_rule(self) -> bool:
        """Whether the line holds nothing but strokes and signs."""
        return _ONLY_MARKS.fullmatch(self.text) is not None


@dataclass(frozen=True)
class PageText:
    """One page: its lines from top to bottom, and its size in points.

    ``is_picture``: it shows its text as a picture, which nobody has recognised yet.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    is_picture: bool = False

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)

    def is_left(self, line: Line) -> bool:
        """Tell whether a line stands in the left column of a page in two columns."""
        return line.centre < 0.46 * self.width

    def is_right(self, line: Line) -> bool:
        """Tell whether a line stands in the right column."""
        return line.centre > 0.54 * self.width


@dataclass(frozen=True)
class DocumentText:
    """All pages of a document; ``is_scan`` when the text was recognised from pictures."""

    pages: tuple[PageText, ...]
    is_scan: bool = False
    _by_number: dict[int, PageText] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_number", {page.number: page for page in self.pages})

    def page(self, number: int) -> PageText:
        """Return a page by its number; raise ``KeyError`` when there is none."""
        return self._by_number[number]

    def lines(self) -> Iterator[Line]:
        """Yield the lines of all pages."""
        for page in self.pages:
            yield from page.lines

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(page.text for page in self.pages)


@dataclass(frozen=True)
class Run:
    """Text as a file or a recogniser gives it, with its place, before lines are made.

    A space at its end says that a word ends there, however small the gap. ``is_capital`` is a run
    in a font that shows small letters as capitals.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    is_bold: bool | None = None
    is_capital: bool = False


# In heights of a line: from what gap on two runs are two words, spread letters of two words, or
# texts of two columns.
WORD_GAP, WIDE_GAP, COLUMN_GAP = 0.17, 0.9, 1.6
# The same where plain text meets bold text, as two cells of one table do.
CHANGE_GAP = 0.62
_DIGITS = re.compile(r"\d{1,4}[a-z]?")
Decode = Callable[[str], str]


def make_lines(runs: Iterable[Run], page: int, decode: Decode = unchanged) -> tuple[Line, ...]:
    """Join runs to lines of one column each, from top to bottom and left to right.

    Runs may come in any order. What stands on one height with a wide gap between stays apart, so
    that the two halves of a letterhead do not become one line. ``decode`` makes Vietnamese of the
    letters of a whole line: in some code pages a letter and its marks may be two runs.
    """
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.bottom, run.left)):
        row = next((row for row in reversed(rows[-3:]) if _same_height(row[0], run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    # A half point of difference must not turn the order of what stands on one height.
    rows = sorted(_with_stamped_digits(rows), key=lambda row: round(row[0].bottom))
    return tuple(line for row in rows for line in _lines_of_row(row, page, decode))


def _same_height(first: Run, second: Run) -> bool:
    lower = min(first.bottom - first.top, second.bottom - second.top)
    return abs(first.bottom - second.bottom) < 0.4 * max(lower, 1.0)


def _with_stamped_digits(rows: list[list[Run]]) -> list[list[Run]]:
    """Put digits that were stamped into blanks, a little too high or low, into their lines."""
    kept: list[list[Run]] = []
    stamped: list[Run] = []
    for row in rows:
        is_digits = len(row) == 1 and _DIGITS.fullmatch(row[0].text.strip())
        stamped.append(row[0]) if is_digits else kept.append(row)
    for run in stamped:
        row = next((row for row in kept if _is_blank_of(row, run)), None)
        if row is None:
            kept.append([run])
        else:
            row.append(run)
    return kept


def _is_blank_of(row: list[Run], run: Run) -> bool:
    """Tell whether a run of usual size lies in a gap of a row, overlapping its height by half."""
    first = row[0]
    height = first.bottom - first.top
    shared = min(first.bottom, run.bottom) - max(first.top, run.top)
    is_inside = min(r.left for r in row) < run.left and run.right < max(r.right for r in row)
    is_free = all(run.left >= r.right - 1 or run.right <= r.left + 1 for r in row)
    is_usual = run.bottom - run.top > 0.8 * height
    return is_inside and is_free and is_usual and shared > 0.5 * height


def _lines_of_row(row: list[Run], page: int, decode: Decode) -> Iterator[Line]:
    row = sorted(row, key=lambda run: run.left)
    group = [row[0]]
    for run in row[1:]:
        height = max(run.bottom - run.top, 1.0)
        widest = COLUMN_GAP if run.is_bold is group[-1].is_bold else CHANGE_GAP
        if run.left - group[-1].right > widest * height:
            yield from _line(group, page, decode)
            group = []
        group.append(run)
    yield from _line(group, page, decode)


def _line(group: list[Run], page: int, decode: Decode) -> Iterator[Line]:
    wide = _wide_gap(group)
    joined = group[0].text.strip()
    for before, run in pairwise(group):
        gap = _gap(before, run)
        parts_words = gap > WORD_GAP or before.text.endswith(" ")
        joined += "  " if gap > wide else " " if parts_words else ""
        joined += run.text.strip()
    text = cleaned(closed_up(decode(joined)))
    weights = [run.is_bold for run in group if run.is_bold is not None]
    is_bold = sum(weights) * 2 > len(weights) if weights else None
    is_heading = bool(is_bold) and decode is from_tcvn3 and lacks_capitals(text)
    if is_heading or sum(run.is_capital for run in group) * 2 > len(group):
        text = text.upper()
    if text:
        yield Line(
            text=text,
            page=page,
            left=min(run.left for run in group),
            top=min(run.top for run in group),
            right=max(run.right for run in group),
            bottom=max(run.bottom for run in group),
            is_bold=is_bold,
        )


def _gap(before: Run, run: Run) -> float:
    return (run.left - before.right) / max(run.bottom - run.top, 1.0)


def _wide_gap(group: list[Run]) -> float:
    """Return from what gap on two words are parted; among spread letters, from their usual gap."""
    singles = sum(len(run.text.strip()) == 1 for run in group)
    if len(group) < 4 or singles < 0.8 * len(group):
        return WIDE_GAP
    gaps = [_gap(before, run) for before, run in pairwise(group)]
    return min(WIDE_GAP, 1.7 * median(gaps))
