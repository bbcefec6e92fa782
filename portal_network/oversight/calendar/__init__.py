"""Working days of Vietnam: deadlines of the law count these (R54–R64).

Saturdays, Sundays and public holidays are no working days, with the days off that make up for a
holiday on a weekend; tables that people keep exchange single days. Dates are those of Vietnam:
turn a moment into one with ``django.utils.timezone.localdate`` first.
"""

from portal_network.oversight.calendar.services import (
    add_working_days,
    is_certain,
    is_working_day,
    working_days_between,
)

__all__ = ["add_working_days", "is_certain", "is_working_day", "working_days_between"]
