"""Figures of findability (Manning, Raghavan, Schütze: Introduction to Information Retrieval, 8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

# How many results count: what a visitor sees before scrolling far.
DEPTH = 10
ALL = "all"


def reciprocal_rank(grades: Sequence[int]) -> float:
    """Return 1 / the place of the first result that has to do with the query; 0 without one."""
    for place, grade in enumerate(grades[:DEPTH], start=1):
        if grade:
            return 1 / place
    return 0.0


def ndcg(grades: Sequence[int], ideal: Iterable[int]) -> float:
    """Return the gain of the results in their order against that of the best order (0 to 1)."""
    best = _gain(sorted(ideal, reverse=True))
    return _gain(grades) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(
        (2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:DEPTH], start=1)
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one query: grades of its results in order, and the best that there was."""

    kind: str
    text: str
    grades: tuple[int, ...]
    ideal: tuple[int, ...]
    # Keys of the first results, for whoever looks at misses.
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the queries of one class; ``zero`` is the share of those that found nothing."""

    backend: str
    kind: str
    mrr: float
    ndcg10: float
    zero: float
    count: int

    def line(self) -> str:
        """Return the figures as one line of words."""
        return (
            f"{self.backend} {self.kind} mrr {self.mrr:.3f} ndcg10 {self.ndcg10:.3f} "
            f"zero {self.zero:.3f} n {self.count}"
        )


def figures_of(outcomes: Sequence[Outcome], backend: str) -> list[Figures]:
    """Return the figures of each class in the order of their first query, those of all last."""
    kinds = list(dict.fromkeys(outcome.kind for outcome in outcomes))
    groups = {kind: [o for o in outcomes if o.kind == kind] for kind in kinds}
    return [_figures(backend, kind, rows) for kind, rows in (groups | {ALL: outcomes}).items()]


def _figures(backend: str, kind: str, rows: Sequence[Outcome]) -> Figures:
    return Figures(
        backend=backend,
        kind=kind,
        mrr=fmean(reciprocal_rank(row.grades) for row in rows),
        ndcg10=fmean(ndcg(row.grades, row.ideal) for row in rows),
        zero=fmean(not row.grades for row in rows),
        count=len(rows),
    )
