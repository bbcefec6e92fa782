"""What other rooms ask of the calendar. ``province`` is one, its code, or None for the country."""

import logging
from datetime import date

from portal_network.oversight.calendar.days import WorkingCalendar, plain_date
from portal_network.oversight.calendar.public_holidays import Knowledge
from portal_network.oversight.calendar.store import calendar_of
from portal_network.tenancy.models import Province

logger = logging.getLogger(__name__)
_years_told: set[int] = set()

Place = Province | str | None


def is_working_day(day: date, province: Place = None) -> bool:
    """Tell whether offices work on this day."""
    calendar = calendar_of(province)
    _tell_gaps(calendar, day, day)
    return calendar.is_working(plain_date(day))


def add_working_days(start: date, days: int, province: Place = None) -> date:
    """Return the ``days``-th working day after ``start``, or before it for a negative number.

    The day of the event itself does not count, and a term never ends on a day off (Civil Code
    91/2015, articles 147 and 148): no days at all is ``start``, or the next working day.

    Raises:
        TypeError: ``start`` is a moment, not a date.
        ValueError: more than ten thousand days.
        OverflowError: the calendar ends before.
    """
    calendar = calendar_of(province)
    end = calendar.add(start, days)
    _tell_gaps(calendar, start, end)
    return end


def working_days_between(start: date, end: date, province: Place = None) -> int:
    """Return how many working days lie after ``start`` up to and with ``end``.

    Negative when ``end`` lies before ``start``: a debt of so many days. For a working day ``start``
    it is the inverse of ``add_working_days``.

    Raises:
        TypeError: one of them is a moment, not a date.
        ValueError: they are more than some fifty years apart.
    """
    calendar = calendar_of(province)
    _tell_gaps(calendar, start, end)
    return calendar.between(start, end)


def is_certain(start: date, end: date | None = None, province: Place = None) -> bool:
    """Tell whether every year from ``start`` to ``end`` is decided; else days may still move.

    A year counts as decided once the package of holidays knows its official notice, or somebody
    has compared it and confirmed it on the screen of the calendar.
    """
    calendar = calendar_of(province)
    return not _gaps(calendar, start, end or start)


def _gaps(calendar: WorkingCalendar, start: date, end: date) -> list[int]:
    first, last = sorted((start.year, end.year))
    years = range(first, last + 1)
    return [year for year in years if calendar.knowledge(year) < Knowledge.DECIDED]


def _tell_gaps(calendar: WorkingCalendar, start: date, end: date) -> None:
    """Log every year that is not decided, each once in the life of the process."""
    for year in _gaps(calendar, start, end):
        if year in _years_told:
            continue
        _years_told.add(year)
        if calendar.knowledge(year) is Knowledge.UNKNOWN:
            logger.warning("No public holidays are known for %d: only weekends are off.", year)
        else:
            logger.warning("The days off of %d are an estimate until the year is confirmed.", year)
