"""The calendar itself: what a day is, and how working days are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from portal_network.oversight.calendar.public_holidays import Knowledge, lawful_year

SATURDAY = 5
ONE_DAY = timedelta(days=1)
# Some forty years: what asks for more asks by mistake.
MOST_DAYS = 10_000


class Source(Enum):
    """Who makes a day what it is."""

    WEEK = "week"
    LAW = "law"
    COUNTRY = "country"
    PROVINCE = "province"


@dataclass(frozen=True)
class Day:
    """What a day is, why, and the key of the row that makes it so."""

    date: date
    is_working: bool
    name: str = ""
    source: Source = Source.WEEK
    key: int | None = None


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar of a province, or of the country: exchanged days over the days of the law."""

    exchanged: Mapping[date, Day] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()

    def day(self, day: date) -> Day:
        """Return what a day is."""
        if (exchanged := self.exchanged.get(day)) is not None:
            return exchanged
        year = lawful_year(day.year)
        if name := year.days_off.get(day):
            return Day(day, is_working=False, name=name, source=Source.LAW)
        if day in year.made_up:
            return Day(day, is_working=True, source=Source.LAW)
        return Day(day, is_working=day.weekday() < SATURDAY)

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on this day; counting asks this of every single day."""
        if (exchanged := self.exchanged.get(day)) is not None:
            return exchanged.is_working
        year = lawful_year(day.year)
        return day not in year.days_off and (day.weekday() < SATURDAY or day in year.made_up)

    def remarkable_days(self, year: int) -> list[Day]:
        """Return the days of a year that are not what their weekday says, in their order."""
        lawful = lawful_year(year)
        dates = {*lawful.days_off, *lawful.made_up}
        dates |= {day for day in self.exchanged if day.year == year}
        return [self.day(day) for day in sorted(dates)]

    def knowledge(self, year: int) -> Knowledge:
        """Return how far a year can be relied on; who confirms one vouches for it."""
        return Knowledge.DECIDED if year in self.confirmed_years else lawful_year(year).knowledge

    def add(self, start: date, days: int) -> date:
        """Return the ``days``-th working day after ``start``; see ``services.add_working_days``."""
        if abs(days) > MOST_DAYS:
            raise ValueError(f"No deadline is {days} working days long.")
        step = -ONE_DAY if days < 0 else ONE_DAY
        found = plain_date(start)
        if days == 0:
            while not self.is_working(found):
                found += step
        for _each in range(abs(days)):
            found += step
            while not self.is_working(found):
                found += step
        return found

    def between(self, start: date, end: date) -> int:
        """Return the working days after ``start`` up to ``end``."""
        start, end = plain_date(start), plain_date(end)
        if end < start:
            return -self.between(end, start)
        if (end - start).days > 2 * MOST_DAYS:
            raise ValueError(f"{start} and {end} are too far apart to count working days.")
        dates = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in dates)


def plain_date(day: date) -> date:
    """Return the date.

    Raises:
        TypeError: it is a moment, whose date depends on the time zone.
    """
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError(f"{day!r} is no date: use timezone.localdate() first.")
    return day
