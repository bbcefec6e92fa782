"""Weeks, months, and the days of a schedule."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class ScheduleDay:
    """A day with its appointments."""

    date: date
    entries: tuple[Any, ...]


def week_of(day: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week of a day.

    Raises:
        OverflowError: the calendar begins or ends in between.
    """
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of a day."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def days_of(entries: Iterable[Any]) -> list[ScheduleDay]:
    """Group appointments, which are in their order, by day."""
    return [
        ScheduleDay(day, tuple(rows)) for day, rows in groupby(entries, key=lambda row: row.day)
    ]
