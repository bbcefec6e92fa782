"""Until when a stage must be decided, and how near that is; all in working days."""

from datetime import date, timedelta
from enum import Enum

from django.utils import timezone

from portal_network.oversight.calendar import add_working_days

# No run of days off is longer, so a deadline beyond is not the next working day.
LONGEST_BREAK = timedelta(days=14)


class Urgency(Enum):
    """How near a deadline is; the value names the colour, never the only sign (WCAG 1.4.1)."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


def due_after(days: int, since: date | None = None, province_id: str | None = None) -> date:
    """Return the last day of a term of ``days`` working days that begins after ``since``.

    A year of which the calendar knows nothing yet has its weekends off, and the calendar says so
    in the log: a gap delays nobody.
    """
    return add_working_days(since or timezone.localdate(), days, province_id)


def urgency(due_on: date, today: date | None = None) -> Urgency:
    """Return how near a deadline is; the day itself still counts."""
    today = today or timezone.localdate()
    if due_on < today:
        return Urgency.OVERDUE
    if due_on == today:
        return Urgency.TODAY
    is_soon = due_on - today <= LONGEST_BREAK and due_on <= due_after(1, today)
    return Urgency.SOON if is_soon else Urgency.LATER
