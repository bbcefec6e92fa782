"""The screen of the calendar: everybody reads it, administrators of provinces keep it."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView, View
from django.views.generic.edit import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from portal_network.oversight.calendar.forms import CalendarDayForm
from portal_network.oversight.calendar.public_holidays import Knowledge
from portal_network.oversight.calendar.store import calendar_of
from portal_network.oversight.models import (
    FIRST_YEAR,
    LAST_YEAR,
    CalendarDay,
    ConfirmedYear,
)
from portal_network.people.mandates import mandate_of
from portal_network.tenancy.models import Province
from portal_network.tenancy.policies.memberships import memberships_of, place_of


def readable_provinces(user) -> list[Province]:
    """Return the provinces whose calendar concerns this person; for operators all of them."""
    if user.is_superuser:
        return list(Province.objects.order_by("code"))
    places = [place_of(membership) for membership in memberships_of(user)]
    codes = {getattr(place, "province_id", None) or place.pk for place in places}
    return list(Province.objects.filter(pk__in=codes).order_by("code"))


def address_of(year: int, province: Province | None) -> str:
    """Return the address of a year of a calendar."""
    query = {"nam": year} | ({"tinh": province.pk} if province else {})
    return f"{reverse('oversight_calendar')}?{urlencode(query)}"


class CalendarMixin(WagtailAdminTemplateMixin):
    """What the screens of the calendar have in common."""

    page_title = gettext_lazy("Working calendar")
    header_icon = "calendar-alt"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Learn which calendars this person keeps."""
        super().setup(request, *args, **kwargs)
        self.mandate = mandate_of(request.user)

    def keeps(self, province_id: str | None) -> bool:
        """Tell whether the person keeps the calendar of this province, or None: the country."""
        return self.mandate.is_everything or province_id in self.mandate.provinces

    @property
    def keeps_any(self) -> bool:
        """Tell whether there is a calendar that the person keeps."""
        return bool(self.mandate.is_everything or self.mandate.provinces)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("oversight_calendar"), "label": _("Working calendar")}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]


class CalendarView(CalendarMixin, TemplateView):
    """The days of a year that are not what their weekday says, and why."""

    template_name = "oversight/calendar.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show a year.

        Raises:
            Http404: the person works nowhere, or the year or province makes no sense here.
        """
        self.provinces = readable_provinces(request.user)
        if not (self.provinces or self.mandate.is_everything):
            raise Http404
        self.year = self._year()
        return super().get(request, *args, **kwargs)

    @cached_property
    def province(self) -> Province | None:
        """Return the province of the address, else the person's own, else None: the country."""
        code = self.request.GET.get("tinh", "")
        if not code:
            return None if self.mandate.is_everything else self.provinces[0]
        found = next((row for row in self.provinces if row.pk == code), None)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs) -> dict:
        """Add the days, each with the word whether this person may change it."""
        calendar = calendar_of(self.province)
        days = calendar.remarkable_days(self.year)
        keeps = self.keeps(self.province.pk if self.province else None)
        own_source = "province" if self.province else "country"
        return super().get_context_data(**kwargs) | {
            "days": [
                {"day": day, "may_change": keeps and day.source.value == own_source} for day in days
            ],
            "year": self.year,
            "province": self.province,
            "provinces": self.provinces,
            "shows_country": self.mandate.is_everything,
            "keeps": keeps,
            "is_unknown": calendar.knowledge(self.year) is Knowledge.UNKNOWN,
            "is_estimated": calendar.knowledge(self.year) is Knowledge.ESTIMATED,
            "previous": self.year - 1 if self.year > FIRST_YEAR else None,
            "next": self.year + 1 if self.year < LAST_YEAR else None,
        }

    def _year(self) -> int:
        given = self.request.GET.get("nam", "")
        if not given:
            return timezone.localdate().year
        if not (given.isascii() and given.isdecimal() and len(given) <= len(str(LAST_YEAR))):
            raise Http404
        year = int(given)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        return year


class DayFormView(CalendarMixin, FormView):
    """Adds a day to the calendar, or changes one."""

    template_name = "oversight/calendar_day.html"
    form_class = CalendarDayForm
    row: CalendarDay | None = None

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who keep the calendar.

        Raises:
            Http404: for everybody else, and for a day that is somebody else's to keep.
        """
        if not self.keeps_any:
            raise Http404
        if "day_id" in kwargs:
            self.row = CalendarDay.everywhere.filter(pk=kwargs["day_id"]).first()
            if self.row is None or not self.keeps(self.row.province_id):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        """Let the form offer one's own provinces alone."""
        return super().get_form_kwargs() | {"instance": self.row, "mandate": self.mandate}

    def get_context_data(self, **kwargs) -> dict:
        """Tell the row, which can be taken back."""
        return super().get_context_data(**kwargs) | {"row": self.row}

    def form_valid(self, form: CalendarDayForm) -> HttpResponse:
        """Store the day with its entry in the log."""
        action = "wagtail.edit" if self.row else "wagtail.create"
        try:
            with transaction.atomic():
                row = form.save()
                log(instance=row, action=action, content_changed=True)
        except IntegrityError:
            # Somebody else has entered the same day since the form was checked.
            form.add_error("date", _("This day stands in the calendar already."))
            return self.form_invalid(form)
        messages.success(self.request, _("The calendar has been changed."))
        return redirect(address_of(row.date.year, row.province))


class DeleteDayView(DayFormView):
    """Takes a day out of the calendar again: it becomes what the law makes of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Delete the row with its entry in the log."""
        year, province = self.row.date.year, self.row.province
        with transaction.atomic():
            log(instance=self.row, action="wagtail.delete", deleted=True)
            self.row.delete()
        messages.success(request, _("The calendar has been changed."))
        return redirect(address_of(year, province))


@method_decorator(require_POST, name="dispatch")
class ConfirmYearView(CalendarMixin, View):
    """Notes that somebody has compared a year with the official notice of its days off."""

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Confirm the year; twice is once.

        Raises:
            Http404: the calendar is not this person's to keep.
        """
        code = request.POST.get("tinh", "") or None
        province = Province.objects.filter(pk=code).first() if code else None
        if not self.keeps(code) or (code and province is None):
            raise Http404
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        with transaction.atomic():
            row, is_new = ConfirmedYear.everywhere.get_or_create(
                year=year, province=province, defaults={"confirmed_by": request.user}
            )
            if is_new:
                log(instance=row, action="oversight.year_confirmed")
        messages.success(request, _("The year %(year)s is confirmed.") % {"year": year})
        return redirect(address_of(year, province))
