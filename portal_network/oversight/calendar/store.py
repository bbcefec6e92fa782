"""Reads what people added to the calendar, and remembers it for a while."""

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save

from portal_network.oversight.calendar.days import Day, Source, WorkingCalendar
from portal_network.oversight.models import CalendarDay, ConfirmedYear
from portal_network.tenancy.models import Province

# A change is seen at once where the cache is shared, elsewhere after this time (seconds).
REMEMBERED_FOR = 300


def calendar_of(province: Province | str | None = None) -> WorkingCalendar:
    """Return the calendar of a province, or of the country; two queries, then none for a while."""
    code = province.pk if isinstance(province, Province) else province
    return cache.get_or_set(_key(code), lambda: _read(code), REMEMBERED_FOR)


def forget(**kwargs: object) -> None:
    """Read all calendars anew from the end of the transaction on."""
    transaction.on_commit(_forget_now)


def connect() -> None:
    """Forget the calendars when a row that they are made of changes."""
    for model in (CalendarDay, ConfirmedYear):
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid=f"{model.__name__}-calendar")


def _forget_now() -> None:
    codes = [None, *Province.objects.values_list("pk", flat=True)]
    cache.delete_many([_key(code) for code in codes])


def _key(code: str | None) -> str:
    return f"oversight.calendar:{code or 'country'}"


def _read(code: str | None) -> WorkingCalendar:
    here = Q(province=None) | Q(province=code) if code else Q(province=None)
    # What belongs to the province comes last and wins.
    rows = CalendarDay.everywhere.filter(here).order_by(F("province").asc(nulls_first=True), "pk")
    years = ConfirmedYear.everywhere.filter(here).values_list("year", flat=True)
    return WorkingCalendar({row.date: _day(row) for row in rows}, frozenset(years))


def _day(row: CalendarDay) -> Day:
    return Day(
        row.date,
        is_working=row.kind == CalendarDay.Kind.WORKING_DAY,
        name=row.name,
        source=Source.PROVINCE if row.province_id else Source.COUNTRY,
        key=row.pk,
    )
