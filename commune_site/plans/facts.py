"""What pages of this room state about themselves, as tables and lists show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commune_site.plans.money import format_money, plain_number


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is called and what it is. ``url`` leads to more about it."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """How something stands; ``tone`` is one of the design system's: success, info, warning."""

    text: str
    tone: str


def stated(*pairs: tuple[str, object]) -> list[Fact]:
    """Return the facts that have a value; what nobody stated stays out."""
    return [Fact(str(label), shown) for label, value in pairs if (shown := as_text(value))]


def as_text(value: object) -> str:
    """Return a value as the public reads it; days as dd/mm/yyyy (R109)."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_number(value)
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def money(label: str, amount) -> Iterator[Fact]:
    """Yield an amount in full, if there is one."""
    if amount is not None:
        yield Fact(label, format_money(amount))


def days_left(until: date, today: date | None = None) -> str:
    """Return how long there is still time, in words: “3 days left”, “ended on 02/03/2026”."""
    left = (until - (today or timezone.localdate())).days
    if left < 0:
        return _("ended on %(day)s") % {"day": as_text(until)}
    if left == 0:
        return _("the last day is today")
    return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}


def span(first: object, last: object) -> str:
    """Return from when until when: “2026 – 2030”; one end alone where the other is unknown."""
    begin, end = as_text(first), as_text(last)
    if begin and end:
        return begin if begin == end else f"{begin} – {end}"
    if begin:
        return _("from %(begin)s") % {"begin": begin}
    return _("until %(end)s") % {"end": end} if end else ""
