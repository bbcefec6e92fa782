"""The current schedule on the page of its section, and the calendar to subscribe to."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from commune_site.activities.calendar import days_of
from commune_site.activities.ics import CalendarEvent, calendar_file
from commune_site.presentations import Presentation
from portal_network.tenancy.directory import Tenant

CALENDAR = "lich.ics"
# What a calendar program is told: the past weeks and all that is to come.
KEPT = timedelta(days=45)
MOST_EVENTS = 1000


@dataclass(frozen=True)
class SchedulePresentation(Presentation):
    """Schedules of one model: the current one in the section, all of them as a calendar file.

    ``stands_alone``: the section has something to say without any schedule.
    """

    model: str = ""
    stands_alone: bool = False

    def has_content(self, tenant: Tenant) -> bool:
        """Tell whether the section speaks without items; a schedule is an item itself."""
        return self.stands_alone

    def context(self, page, request: HttpRequest) -> dict:
        """Add the schedule of today, else the next one, else the last; at most three queries."""
        schedule = self._current(page.tenant, page.section, timezone.localdate())
        if schedule is None:
            return {"schedule": None}
        return {
            "schedule": schedule,
            "days": days_of(schedule.shown_entries()),
            "calendar_url": f"{request.path}{CALENDAR}",
        }

    def serve(self, page, request: HttpRequest, path: tuple[str, ...]) -> HttpResponse:
        """Answer the calendar file.

        Raises:
            Http404: for any other address.
        """
        if path != (CALENDAR,):
            raise Http404
        tenant = page.tenant
        name = f"{page.title} - {tenant.authority_name}"
        content = calendar_file(name, self._events(tenant, page.section))
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="{CALENDAR}"'
        return response

    def _schedules(self, tenant: Tenant, section: str):
        pages = apps.get_model(self.model).objects.of_tenant(tenant).filter(section=section)
        return pages.filter(live=True).unexpired().open_to_all()

    def _current(self, tenant: Tenant, section: str, today: date):
        schedules = self._schedules(tenant, section)
        begun = schedules.filter(first_day__lte=today).order_by("-first_day").first()
        if begun is not None and begun.period[1] >= today:
            return begun
        coming = schedules.filter(first_day__gt=today).order_by("first_day").first()
        return coming or begun

    def _events(self, tenant: Tenant, section: str) -> list[CalendarEvent]:
        rows = apps.get_model(self.model)._meta.get_field("entries").related_model.everywhere
        wanted = rows.filter(
            page__in=self._schedules(tenant, section).order_by(),
            day__gte=timezone.localdate() - KEPT,
        )
        entries = wanted.select_related("page").order_by("day", "starts")[:MOST_EVENTS]
        return [
            CalendarEvent(
                uid=f"{self.name}-{entry.page_id}-{entry.day:%Y%m%d}-{entry.starts:%H%M}"
                f"-{entry.sort_order or 0}@{tenant.host}",
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                summary=entry.content,
                place=entry.place,
                description="\n".join(part for part in (entry.chair, entry.participants) if part),
                url=entry.page.full_url,
                changed_at=entry.page.last_published_at or entry.starts_at,
            )
            for entry in entries
        ]
