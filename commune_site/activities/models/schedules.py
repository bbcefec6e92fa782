"""Weekly work schedules of leaders (row 46) and monthly receptions of citizens (rows 36, 42)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from commune_site.activities.calendar import days_of, month_of, week_of
from commune_site.activities.forms import ScheduleForm
from commune_site.activities.models.texts import TextPage
from commune_site.editing.helps import WritingHelpsPanel
from commune_site.validation import compose_letters
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class ScheduleEntry(Orderable):
    """One appointment of a schedule."""

    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"), null=True, blank=True)
    content = models.CharField(
        _("content"), max_length=255,
        help_text=_("What the public may know; nothing of internal meetings."),
    )  # fmt: skip
    chair = models.CharField(
        _("chaired by"), max_length=160, help_text=_("Example: Chủ tịch UBND Nguyễn Văn Mẫu.")
    )
    participants = models.CharField(_("participants"), max_length=255, blank=True)
    place = models.CharField(_("place"), max_length=160)

    panels = [
        FieldRowPanel(
            [
                FieldPanel("day", help_text=_("For example: 25/11/2026")),
                FieldPanel("starts", help_text=_("Hour and minute. For example: 08:00")),
                FieldPanel("ends", help_text=_("Empty when it is open. For example: 11:30")),
            ]
        ),
        FieldPanel(
            "content",
            help_text=_(
                "What the public may know; nothing of internal meetings. For example: "
                "Tiếp công dân định kỳ"
            ),
        ),
        FieldRowPanel(
            [
                FieldPanel("chair"),
                FieldPanel(
                    "place", help_text=_("For example: Phòng Tiếp công dân, tầng một trụ sở")
                ),
            ]
        ),
        FieldPanel(
            "participants",
            help_text=_("Who else takes part, by office. For example: Văn phòng, Công an phường"),
        ),
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        abstract = True
        ordering = ["day", "starts", "sort_order"]

    def __str__(self) -> str:
        return self.content

    @property
    def starts_at(self) -> datetime:
        """Return the beginning as a moment in Vietnam."""
        return timezone.make_aware(datetime.combine(self.day, self.starts))

    @property
    def ends_at(self) -> datetime | None:
        """Return the end as a moment in Vietnam, where it is stated."""
        return timezone.make_aware(datetime.combine(self.day, self.ends)) if self.ends else None

    def clean(self) -> None:
        """Compose letters; refuse an appointment that ends before it begins."""
        super().clean()
        compose_letters(self)
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": _("The end must lie after the beginning.")})


class SchedulePage(TextPage):
    """A schedule of a week or a month; its title follows from its first day."""

    schema_types = ("Event",)

    first_day = models.DateField(_("any day of the period"), db_index=True)

    facts_template = "activities/schedule.html"
    base_form_class = ScheduleForm

    content_panels = [
        WritingHelpsPanel(),
        FieldPanel(
            "first_day",
            help_text=_(
                "Any day of the week or month; the title follows from it. For example: 23/11/2026"
            ),
        ),
        InlinePanel("entries", heading=_("Appointments"), label=_("Appointment"), min_num=1),
        TextPage.summary_panel,
        *TextPage.last_panels,
    ]
    # Title and address follow from the period.
    promote_panels: list = []

    class Meta:
        abstract = True

    @property
    def period(self) -> tuple[date, date]:
        """Return the first and the last day."""
        raise NotImplementedError

    def title_of_period(self) -> str:
        """Return the title."""
        raise NotImplementedError

    def full_clean(self, *args, **kwargs) -> None:
        """Take the title from the period before Wagtail makes an address of it."""
        self.take_title()
        super().full_clean(*args, **kwargs)

    def take_title(self) -> None:
        """Move ``first_day`` to the period's first day and name the page after it."""
        if isinstance(self.first_day, date):
            self.first_day = self.period[0]
            self.title = self.title_of_period()

    def take_rows(self, rows: Iterable[dict]) -> None:
        """Begin the next period with the appointments of an outline (``outlines.toml``)."""
        self.first_day = timezone.localdate()
        self.first_day = self.period[1] + timedelta(days=1)
        first, last = self.period
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        self.entries = [
            self.entries.model(
                day=day,
                starts=time.fromisoformat(row["starts"]),
                ends=time.fromisoformat(row["ends"]),
                **{name: row[name] for name in ("content", "chair", "place")},
            )
            for day in days
            for row in rows
            if day.weekday() in row["weekdays"]
        ]

    def shown_entries(self) -> list[ScheduleEntry]:
        """Return the appointments by time; one query."""
        return sorted(self.entries.all(), key=lambda row: (row.day, row.starts))

    def neighbours(self) -> dict[str, "SchedulePage | None"]:
        """Return the public schedules before and after this one; two queries."""
        own = type(self).objects.filter(
            province_id=self.province_id, commune_id=self.commune_id, section=self.section,
            live=True,
        )  # fmt: skip
        return {
            "previous": own.filter(first_day__lt=self.first_day).order_by("-first_day").first(),
            "following": own.filter(first_day__gt=self.first_day).order_by("first_day").first(),
        }

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the days with their appointments and the way to the neighbours."""
        self.read_entries = self.shown_entries()
        return (
            super().get_context(request, *args, **kwargs)
            | {"days": days_of(self.read_entries), "schedule": self}
            | self.neighbours()
        )

    def structured_data(self) -> list[dict]:
        """Describe each appointment (``Event``)."""
        entries = getattr(self, "read_entries", None)
        if entries is None:
            entries = self.read_entries = self.shown_entries()
        return [*super().structured_data(), *events_of(entries, self.tenant)]


def events_of(entries: Iterable[ScheduleEntry], tenant) -> list[dict]:
    """Return schema.org's events of appointments."""
    return [
        {
            "@type": "Event",
            "name": entry.content,
            "startDate": entry.starts_at.isoformat(),
            **({"endDate": entry.ends_at.isoformat()} if entry.ends_at else {}),
            "location": {"@type": "Place", "name": entry.place, "address": tenant.name},
            "organizer": {
                "@type": "GovernmentOrganization",
                "name": tenant.authority_name,
                "url": tenant.root_url,
            },
        }
        for entry in entries
    ]


class WorkWeekPage(SchedulePage):
    """What the leaders do in a week, Monday to Sunday."""

    template = "commune_site/article_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("weekly work schedule")
        verbose_name_plural = _("weekly work schedules")

    @property
    def period(self) -> tuple[date, date]:
        """Return Monday and Sunday."""
        return week_of(self.first_day)

    def title_of_period(self) -> str:
        """Return number and days of the week."""
        first, last = self.period
        return gettext("Work schedule of the leaders, week %(number)s (%(first)s – %(last)s)") % {
            "number": first.isocalendar().week,
            "first": f"{first:%d/%m}",
            "last": f"{last:%d/%m/%Y}",
        }


class ReceptionPage(SchedulePage):
    """When who receives citizens in a month (Law on Citizen Reception; R36)."""

    template = "commune_site/article_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("schedule of citizen reception")
        verbose_name_plural = _("schedules of citizen reception")

    @property
    def period(self) -> tuple[date, date]:
        """Return the first and the last day of the month."""
        return month_of(self.first_day)

    def title_of_period(self) -> str:
        """Return the month."""
        return gettext("Schedule of citizen reception, %(month)s") % {
            "month": f"{self.first_day:%m/%Y}"
        }


class WorkEntry(ScheduleEntry):
    """An appointment of a leader."""

    page = ParentalKey(WorkWeekPage, on_delete=models.CASCADE, related_name="entries")

    class Meta(ScheduleEntry.Meta):
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")


class ReceptionEntry(ScheduleEntry):
    """A reception of citizens."""

    page = ParentalKey(ReceptionPage, on_delete=models.CASCADE, related_name="entries")

    class Meta(ScheduleEntry.Meta):
        verbose_name = _("reception")
        verbose_name_plural = _("receptions")
