"""The periods that figures cover: a year, a half, a quarter, a month."""

from calendar import monthrange
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST_YEAR, LAST_YEAR = 1990, 2100
_ROMAN = ("", "I", "II", "III", "IV")


class PeriodKind(TextChoices):
    """How long a period is; the value is that of the registry's deadlines."""

    YEAR = "year", gettext_lazy("Whole year")
    HALF_YEAR = "half-year", gettext_lazy("Half-year")
    QUARTER = "quarter", gettext_lazy("Quarter")
    MONTH = "month", gettext_lazy("Month")


PARTS = {PeriodKind.YEAR: 1, PeriodKind.HALF_YEAR: 2, PeriodKind.QUARTER: 4, PeriodKind.MONTH: 12}


def period_label(kind: str, year: int | None, number: int | None) -> str:
    """Return a period in words: "quý III năm 2026"; nothing without one."""
    if not kind or not year:
        return ""
    values = {"year": year, "number": number}
    if kind == PeriodKind.YEAR or not number:
        return _("year %(year)d") % values
    if kind == PeriodKind.HALF_YEAR:
        text = _("first half of %(year)d") if number == 1 else _("second half of %(year)d")
        return text % values
    if kind == PeriodKind.QUARTER:
        return _("quarter %(number)s of %(year)d") % (values | {"number": _ROMAN[number]})
    return _("month %(number)d of %(year)d") % values


def period_end(kind: str, year: int | None, number: int | None) -> date | None:
    """Return the last day of a period; None without one."""
    if not kind or not year:
        return None
    parts = PARTS[PeriodKind(kind)]
    month = 12 // parts * (number or parts)
    return date(year, month, monthrange(year, month)[1])
