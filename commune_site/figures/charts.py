"""Which figures of a table are drawn, and where: bars and lines as the server draws them.

Across, places are percentages, so that a drawing fills any width while its letters keep their
size; down, they are pixels. A table's sums are left out, for they would dwarf their parts.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.figures.table import Kind, Table, format_value
from commune_site.figures.values import format_number
from search.text import fold

MAX_SERIES = 4
MAX_BARS = 12
MAX_POINTS = 36
PLOT_TOP, PLOT_BOTTOM, PLOT_HEIGHT = 28, 216, 244
# The scale stands at the left edge.
_FIRST_POINT, _LAST_POINT = 12.0, 97.0
# How many letters fit below a drawing on the smallest phone.
_LETTERS_ACROSS = 40
_ROMAN = re.compile(r"[ivx]+$", re.I)
_PERIOD = re.compile(r"\b(?:19|20)\d\d\b|\b(?:quy|thang) ")


class ChartKind(TextChoices):
    """How a table is drawn."""

    NONE = "none", gettext_lazy("No chart, the table alone")
    BARS = "bars", gettext_lazy("Bars: compare the lines with each other")
    LINES = "lines", gettext_lazy("Lines: show the course over the years or quarters")


@dataclass(frozen=True, slots=True)
class Series:
    """One column of figures, or one line of a table whose columns are periods."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Drawable:
    """What a chart shows: a value of each series at each label, all in one unit."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar (percent of the width)."""

    number: int
    series: str
    start: float
    length: float
    text: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one label."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a line (percent across, pixels down)."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """The way from one value to the next."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Line:
    """One series."""

    number: int
    name: str
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale (pixels down), or a label below (percent across)."""

    place: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing; ``text`` says the same in words for people who do not see it."""

    kind: str
    unit: str
    text: str
    series: tuple[str, ...]
    left_out: int = 0
    groups: tuple[BarGroup, ...] = ()
    lines: tuple[Line, ...] = ()
    scale: tuple[Tick, ...] = ()
    labels: tuple[Tick, ...] = ()
    height: int = PLOT_HEIGHT


def draw(table: Table, kind: str) -> Chart | None:
    """Return the chart of a table, or None where there is nothing to compare."""
    if kind == ChartKind.NONE or not table.number_indexes:
        return None
    drawable = _across_columns(table) if kind == ChartKind.LINES else None
    drawable = drawable or _down_rows(table, kind)
    if drawable is not None:
        drawable = _without_empty_series(drawable)
    if drawable is None or len(drawable.labels) < 2 or not drawable.series:
        return None
    return draw_series(drawable, kind)


def _without_empty_series(drawable: Drawable) -> Drawable:
    filled = [s for s in drawable.series if any(value is not None for value in s.values)]
    return replace(drawable, series=tuple(filled))


def draw_series(drawable: Drawable, kind: str) -> Chart:
    """Return the chart of figures that were chosen already."""
    return _lines(drawable) if kind == ChartKind.LINES else _bars(drawable)


def _across_columns(table: Table) -> Drawable | None:
    """Take the columns for periods where their names are years, quarters or months."""
    places = _places_of_one_unit(table)
    names = [table.columns[place].name for place in places]
    if len(places) < 3 or not all(_PERIOD.search(f"{fold(name)} ") for name in names):
        return None
    series = [
        Series(table.label(row), tuple(row[place] for place in places))
        for row in _comparable_rows(table)
    ]
    return Drawable(
        labels=tuple(names[-MAX_POINTS:]),
        series=tuple(Series(s.name, s.values[-MAX_POINTS:]) for s in series[:MAX_SERIES]),
        unit=table.columns[places[0]].unit,
        left_out=max(len(series) - MAX_SERIES, 0),
    )


def _down_rows(table: Table, kind: str) -> Drawable | None:
    places = _places_of_one_unit(table)[:MAX_SERIES]
    rows = [
        row for row in _comparable_rows(table) if any(row[place] is not None for place in places)
    ]
    kept = _last(rows) if kind == ChartKind.LINES else _largest(rows, places[0])
    return Drawable(
        labels=tuple(table.label(row) for row in kept),
        series=tuple(
            Series(table.columns[place].name, tuple(row[place] for row in kept)) for place in places
        ),
        unit=table.columns[places[0]].unit,
        left_out=len(rows) - len(kept),
    )


def _places_of_one_unit(table: Table) -> list[int]:
    places = table.number_indexes
    unit = table.columns[places[0]].unit
    return [place for place in places if table.columns[place].unit == unit]


def _last(rows: list) -> list:
    return rows[-MAX_POINTS:]


def _largest(rows: list, place: int) -> list:
    if len(rows) <= MAX_BARS:
        return rows
    by_size = sorted(rows, key=lambda row: abs(row[place] or 0), reverse=True)
    kept = {id(row) for row in by_size[:MAX_BARS]}
    return [row for row in rows if id(row) in kept]


def _comparable_rows(table: Table) -> list:
    """Return the lines that may stand side by side: no sums, one level, one unit."""
    rows = [row for row in table.rows if not table.is_total(row)]
    for place, column in enumerate(table.columns):
        if column.is_ordinal:
            levels = [_level(format_value(row[place])) for row in rows]
            common = [level for level in sorted(set(levels)) if levels.count(level) > 1]
            if len(set(levels)) > 1 and common:
                rows = [row for row, level in zip(rows, levels, strict=True) if level == common[0]]
        elif column.kind is Kind.TEXT and fold(column.name) in ("don vi", "don vi tinh", "dvt"):
            rows = [row for row in rows if row[place] == rows[0][place]]
    return rows


def _level(ordinal: str) -> int:
    """Return how deep a line lies in a form that counts A, I, 1, 1.1, -."""
    if _ROMAN.match(ordinal):
        return 1
    if len(ordinal) == 1 and ordinal.isalpha():
        return 0
    if re.match(r"\d+$", ordinal):
        return 2
    return 3 if re.match(r"\d", ordinal) else 4


def _bars(drawable: Drawable) -> Chart:
    known = [v for series in drawable.series for v in series.values if v is not None]
    low, high = min(0, *known), max(0, *known)
    span = float(high - low) or 1.0
    groups = []
    for place, label in enumerate(drawable.labels):
        bars = []
        for number, series in enumerate(drawable.series, start=1):
            if (value := series.values[place]) is None:
                continue
            start = float(min(value, 0) - low) / span
            length = abs(float(value)) / span
            bars.append(
                Bar(
                    number,
                    series.name,
                    round(100 * start, 2),
                    round(100 * length, 2),
                    format_number(value),
                )
            )
        groups.append(BarGroup(label, tuple(bars)))
    return Chart(
        kind=ChartKind.BARS,
        unit=drawable.unit,
        text=_in_words(drawable, _extremes),
        series=tuple(series.name for series in drawable.series),
        left_out=drawable.left_out,
        groups=tuple(groups),
    )


def _lines(drawable: Drawable) -> Chart:
    known = [v for series in drawable.series for v in series.values if v is not None]
    steps = scale(min(known), max(known))
    low, high = steps[0], steps[-1]

    def down(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return round(PLOT_BOTTOM - share * (PLOT_BOTTOM - PLOT_TOP), 1)

    count = len(drawable.labels)
    across = [
        round(_FIRST_POINT + (_LAST_POINT - _FIRST_POINT) * place / (count - 1), 2)
        for place in range(count)
    ]
    lines = []
    for number, series in enumerate(drawable.series, start=1):
        points = [
            None if value is None else Point(x, down(value), f"{label}: {format_number(value)}")
            for x, label, value in zip(across, drawable.labels, series.values, strict=True)
        ]
        segments = [Segment(a.x, a.y, b.x, b.y) for a, b in pairwise(points) if a and b]
        lines.append(Line(number, series.name, tuple(filter(None, points)), tuple(segments)))
    return Chart(
        kind=ChartKind.LINES,
        unit=drawable.unit,
        text=_in_words(drawable, _course),
        series=tuple(series.name for series in drawable.series),
        left_out=drawable.left_out,
        lines=tuple(lines),
        scale=tuple(Tick(down(step), format_number(step)) for step in steps),
        labels=_labels_below(drawable.labels, across),
    )


def scale(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return three to seven round steps that hold all values; 0 is one where it is near."""
    if low >= 0 and low * 3 < high * 2:
        low = Decimal(0)
    if low == high:
        high += abs(high) or 1
    raw = (high - low) / 4
    unit = Decimal(10) ** raw.adjusted()
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= raw)
    first = (low // step) * step
    if first > low:
        # Decimal division cuts towards zero.
        first -= step
    steps = [first]
    while steps[-1] < high:
        steps.append(steps[-1] + step)
    return [Decimal(f"{value.normalize():f}") for value in steps]


def _labels_below(labels: tuple[str, ...], across: list[float]) -> tuple[Tick, ...]:
    """Return as many labels as fit, the first and the last among them."""
    longest = max(len(label) for label in labels)
    fitting = max(2, min(len(labels), _LETTERS_ACROSS // (longest + 2)))
    last = len(labels) - 1
    chosen = sorted({round(place * last / (fitting - 1)) for place in range(fitting)})
    anchors = {0: "start", last: "end"}
    return tuple(
        Tick(across[place], labels[place][:24], anchors.get(place, "middle")) for place in chosen
    )


def _in_words(drawable: Drawable, say) -> str:
    sentences = [say(series, drawable.labels, drawable.unit) for series in drawable.series]
    return " ".join(filter(None, sentences))


def _known(series: Series, labels: tuple[str, ...]) -> list[tuple[str, Decimal]]:
    pairs = zip(labels, series.values, strict=True)
    return [(label, value) for label, value in pairs if value is not None]


def _with_unit(value: Decimal, unit: str) -> str:
    return f"{format_number(value)} {unit}".strip()


def _extremes(series: Series, labels: tuple[str, ...], unit: str) -> str:
    known = _known(series, labels)
    if not known:
        return ""
    largest, smallest = max(known, key=lambda p: p[1]), min(known, key=lambda p: p[1])
    return _(
        "%(name)s: the largest is %(largest)s with %(most)s, "
        "the smallest %(smallest)s with %(least)s."
    ) % {
        "name": series.name,
        "largest": largest[0],
        "most": _with_unit(largest[1], unit),
        "smallest": smallest[0],
        "least": _with_unit(smallest[1], unit),
    }


def _course(series: Series, labels: tuple[str, ...], unit: str) -> str:
    known = _known(series, labels)
    if not known:
        return ""
    (first, begin), (last, end) = known[0], known[-1]
    return _("%(name)s: %(begin)s in %(first)s, %(end)s in %(last)s.") % {
        "name": series.name,
        "begin": _with_unit(begin, unit),
        "first": first,
        "end": _with_unit(end, unit),
        "last": last,
    }
