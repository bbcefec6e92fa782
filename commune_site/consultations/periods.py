"""For how long a consultation has to be open (R60, R61): the rule of its section."""

from datetime import date, timedelta

from django.utils import timezone

from commune_site.sections import registry_value

# Luật 64/2025/QH15, and Luật 10/2022/QH15 Điều 25, where a section names no other number.
DAYS_OF_THE_LAW = 20


def shortest_days(page) -> int:
    """Return for how many days the section of a page asks; the first day does not count."""
    rule = registry_value(page.section, "deadline", None)
    return getattr(rule, "minimum_open_days", None) or DAYS_OF_THE_LAW


def public_from(page) -> date:
    """Return from when people can comment in fact: not before the page is public."""
    first = page.first_published_at
    published = timezone.localdate(first) if first else timezone.localdate()
    return max(page.opens_on, published)


def earliest_end(page) -> date:
    """Return the first day with which the time is long enough."""
    return public_from(page) + timedelta(days=shortest_days(page))
