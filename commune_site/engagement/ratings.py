"""Ratings as figures: how many chose which option, for a site, a page, a province."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from commune_site.engagement.models.surveys import QUESTIONS, Rating
from portal_network.tenancy.directory import Tenant


@dataclass(frozen=True, slots=True)
class Bar:
    """One option: how many chose it, and how many of a hundred."""

    label: str
    count: int
    percent: int
    shade: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One question with the bars of its options."""

    key: str
    label: str
    bars: tuple[Bar, ...]


def ratings_of(tenant: Tenant) -> QuerySet[Rating]:
    """Return the ratings of one site."""
    if tenant.is_commune:
        return Rating.objects.filter(commune=tenant.code)
    return Rating.objects.filter(province=tenant.code, commune__isnull=True)


def charts_of(rows: QuerySet[Rating]) -> list[Chart]:
    """Return the figures of all questions; one query."""
    counts = rows.order_by().aggregate(
        **{f"{name}_{value}": Count("pk", filter=Q(**{name: value})) for name, value in _options()}
    )
    charts = []
    for name, (choices, label) in QUESTIONS.items():
        numbers = [counts[f"{name}_{value}"] for value in choices.values]
        shares = percentages(numbers)
        bars = tuple(
            Bar(text, number, share, shade)
            for shade, (text, number, share) in enumerate(
                zip(choices.labels, numbers, shares, strict=True), 1
            )
        )
        charts.append(Chart(name, label, bars))
    return charts


def percentages(numbers: Iterable[int]) -> list[int]:
    """Return whole percentages that add up to a hundred (largest remainder); zeros for none."""
    numbers = list(numbers)
    total = sum(numbers)
    if not total:
        return [0] * len(numbers)
    shares = [number * 100 // total for number in numbers]
    by_rest = sorted(range(len(numbers)), key=lambda at: -(numbers[at] * 100 % total))
    for at in by_rest[: 100 - sum(shares)]:
        shares[at] += 1
    return shares


def _options() -> Iterable[tuple[str, str]]:
    return ((name, value) for name, (choices, _label) in QUESTIONS.items() for value in choices)
