"""By when something must be public: the rule of its section, counted in working days (R54, R64)."""

from datetime import date
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from commune_site.sections import DeadlineRule


@cache
def _calendar(path: str):
    return import_string(path)


def add_working_days(start: date, days: int, province_code: str | None) -> date:
    """Return the last day of a term of working days after ``start``, by the province's calendar."""
    return _calendar(settings.WORKING_DAY_CALENDAR)(start, days, province_code)


def due_date(
    rule: DeadlineRule | None, decided_on: date | None, ends_on: date | None, province: str | None
) -> date | None:
    """Return by when information must be public, or None where the rule gives no number of days.

    The term begins on the day of the decision; of what is due once a period, at the period's end.
    """
    if rule is None or rule.working_days is None:
        return None
    begins = ends_on if rule.kind == "period" else decided_on
    return add_working_days(begins, rule.working_days, province) if begins else None
