"""When pages change by themselves: at midnight, everywhere."""

from datetime import datetime, timedelta

from django.utils import timezone


def next_change() -> datetime:
    """Return the next midnight of the portal's time zone.

    What is shown until a day, what is overdue, which week it is, how many days are left: all of it
    changes with the day.
    """
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    # By the calendar, not by hours: a day may be longer than another one.
    return timezone.make_aware(
        today.replace(tzinfo=None) + timedelta(days=1), timezone.get_current_timezone()
    )
