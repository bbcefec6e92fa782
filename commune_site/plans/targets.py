"""Targets and results of plans as a table and a chart of the figures room."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from commune_site.figures.charts import Chart, ChartKind, draw
from commune_site.figures.presentation import ShownFigures
from commune_site.figures.table import Column, Kind, Table

HUNDRED = Decimal(100)
# From this number of years on the course of the years says more than the last of them.
YEARS_OF_A_COURSE = 3


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The table of a plan's targets among the tables that were uploaded."""

    title: str
    note: str = ""
    chart: str = ChartKind.NONE


@dataclass(frozen=True, slots=True)
class Pair:
    """What was to be reached in a year, and what was; either may be unknown."""

    target: Decimal | None = None
    result: Decimal | None = None
    lower_is_better: bool = False

    @property
    def attained(self) -> Decimal | None:
        """The result in per cent of the target; None where they cannot be compared.

        Of a figure that is to fall, the target in per cent of the result: above 100 is better than
        planned in both cases.
        """
        part, whole = self.result, self.target
        if self.lower_is_better:
            part, whole = whole, part
        if part is None or whole is None or self.target <= 0 or whole <= 0:
            return None
        return round(part * HUNDRED / whole, 1)


def targets_table(targets: Iterable) -> Table | None:
    """Return the table of targets and results, a pair of columns per year; None without any."""
    by_indicator, years = _by_indicator(targets)
    if not by_indicator:
        return None
    columns = [Column(_("Indicator")), Column(_("Unit of measure"))]
    for year in years:
        columns += [
            Column(_("Target %(year)s") % {"year": year}, Kind.NUMBER),
            Column(_("Result %(year)s") % {"year": year}, Kind.NUMBER),
        ]
    columns.append(
        Column(_("Result against target %(year)s") % {"year": years[-1]}, Kind.NUMBER, "%")
    )
    rows = []
    for (name, unit), of_year in by_indicator.items():
        pairs = [of_year.get(year, Pair()) for year in years]
        values = [value for pair in pairs for value in (pair.target, pair.result)]
        rows.append((_told(name, pairs), unit, *values, pairs[-1].attained))
    return Table(tuple(columns), tuple(rows))


def attainment_chart(targets: Iterable) -> Chart | None:
    """Return how far results reach their targets, in per cent, which all indicators share.

    Three years and more are drawn as lines, fewer as bars of the last year.
    """
    by_indicator, years = _by_indicator(targets)
    reached = [
        (name, *(of_year.get(year, Pair()).attained for year in years))
        for (name, _unit), of_year in by_indicator.items()
    ]
    told = [year for place, year in enumerate(years, 1) if any(row[place] for row in reached)]
    if not told:
        return None
    kind = ChartKind.LINES if len(told) >= YEARS_OF_A_COURSE else ChartKind.BARS
    shown = told if kind is ChartKind.LINES else told[-1:]
    columns = [Column(_("Indicator"))] + [
        Column(_("Year %(year)s") % {"year": year}, Kind.NUMBER, "%") for year in shown
    ]
    places = [1 + years.index(year) for year in shown]
    rows = [(row[0], *(row[place] for place in places)) for row in reached]
    rows = [row for row in rows if any(value is not None for value in row[1:])]
    return draw(Table(tuple(columns), tuple(rows)), kind)


def with_attainment(shown: ShownFigures, targets: Iterable) -> ShownFigures:
    """Return the table of targets with its chart."""
    return replace(shown, chart=attainment_chart(targets))


def _by_indicator(targets: Iterable) -> tuple[dict, list[int]]:
    """Return pairs by indicator (name, unit) and year, and all years in order."""
    found: dict[tuple[str, str], dict[int, Pair]] = {}
    years: set[int] = set()
    for row in targets:
        found.setdefault((row.name, row.unit), {})[row.year] = Pair(
            _shortest(row.target), _shortest(row.result), row.lower_is_better
        )
        years.add(row.year)
    return found, sorted(years)


def _told(name: str, pairs: list[Pair]) -> str:
    """Return the indicator, with a word on it where its figure is to fall."""
    if not any(pair.lower_is_better for pair in pairs):
        return name
    return _("%(indicator)s (the lower, the better)") % {"indicator": name}


def _shortest(number: Decimal | None) -> Decimal | None:
    """Return the number without zeros behind its last decimal."""
    return None if number is None else Decimal(f"{Decimal(number).normalize():f}")
