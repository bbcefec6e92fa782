"""The days off that follow from the law, as the package ``holidays`` computes them.

Labour Code 45/2019/QH14, article 112: new year, the lunar new year, the Hùng Kings, 30 April,
1 May, two days around 2 September; from 2026 on 24 November (Resolution 80-NQ/TW). A holiday on a
weekend moves to the next working day. Which days around the lunar new year and 2 September are off
is decided anew every year: until then the package's days are an estimate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache, lru_cache


class Knowledge(IntEnum):
    """How far a year can be relied on; the higher the better."""

    UNKNOWN = 0
    ESTIMATED = 1
    DECIDED = 2


@dataclass(frozen=True)
class LawfulYear:
    """The days off of a year by name, and the weekend days that are worked instead of others."""

    days_off: Mapping[date, str]
    made_up: frozenset[date]
    knowledge: Knowledge


@cache
def decided_until() -> int:
    """Return the last year of which the package knows the exchanged days; their notice is out."""
    # Late: the countries of the package would fill the memory of every worker.
    from holidays.countries.vietnam import VietnamStaticHolidays

    return max(VietnamStaticHolidays.special_public_holidays)


@lru_cache(maxsize=64)
def lawful_year(year: int) -> LawfulYear:
    """Return what the law makes of a year; one that the package does not know has no days off."""
    from holidays.countries.vietnam import Vietnam

    if not Vietnam.start_year <= year <= Vietnam.end_year:
        return LawfulYear({}, frozenset(), Knowledge.UNKNOWN)
    # A day of this year may be worked for one of the next.
    years = [each for each in (year, year + 1) if each <= Vietnam.end_year]
    found = Vietnam(years=years, language="vi")
    return LawfulYear(
        days_off={day: name for day, name in sorted(found.items()) if day.year == year},
        made_up=frozenset(day for day in found.weekend_workdays if day.year == year),
        knowledge=Knowledge.DECIDED if year <= decided_until() else Knowledge.ESTIMATED,
    )
