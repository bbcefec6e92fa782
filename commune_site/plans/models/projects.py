"""Projects of investment and public purchase (row 13), with the fields of R49."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from commune_site.models.base import PortalPage
from commune_site.plans.choices import FundingType, ProjectField, ProjectType, Stage
from commune_site.plans.facts import Badge, Fact, span, stated
from commune_site.plans.models.records import TEMPLATE, RecordPage
from commune_site.plans.models.rows import RecordRow
from commune_site.plans.money import MoneyField, format_money
from commune_site.plans.related import related_records
from commune_site.plans.timeline import Step, Timeline, draw_timeline

COMPLETE = 100
TONE_OF_STAGE = {Stage.PREPARING: "info", Stage.RUNNING: "warning", Stage.DONE: "success"}


class ProjectPage(RecordPage):
    """A project; ``stage`` tells in which of the three lists of R49 it stands.

    Amounts are đồng, ``progress`` is per cent of the work.
    """

    schema_types = ("Project",)

    objective = models.TextField(
        _("main objective"), max_length=1000,
        help_text=_("What people gain from it. For example: 300 hộ đi lại thuận tiện quanh năm"),
    )  # fmt: skip
    field = models.CharField(_("sector"), max_length=30, choices=ProjectField.choices)
    project_type = models.CharField(
        _("type of project"), max_length=30, choices=ProjectType.choices
    )
    investor = models.CharField(
        _("investor"), max_length=255,
        help_text=_("Who answers for it. For example: Ủy ban nhân dân xã Thất Khê"),
    )  # fmt: skip
    contractor = models.CharField(_("contractor"), max_length=255, blank=True)
    location = models.CharField(
        _("place"), max_length=255, blank=True, help_text=_("For example: thôn 2 và thôn 5")
    )
    starts_on = models.DateField(
        _("begins on"), null=True, blank=True,
        help_text=_("The first of the month when only the month is known."),
    )  # fmt: skip
    ends_on = models.DateField(_("planned end"), null=True, blank=True)
    budget = MoneyField(_("cost"), null=True, blank=True)
    funding_type = models.CharField(
        _("type of funding"), max_length=30, choices=FundingType.choices
    )
    sponsor = models.CharField(
        _("funded by"), max_length=500, blank=True,
        help_text=_("For example: Ngân sách cấp tỉnh 80%, cấp xã 15%, Nhân dân 5%"),
    )  # fmt: skip
    stage = models.CharField(
        _("list"), max_length=20, choices=Stage.choices, default=Stage.PREPARING,
        help_text=_("The list of the public in which the project stands."),
    )  # fmt: skip
    status_note = models.CharField(
        _("how it stands"), max_length=255, blank=True,
        help_text=_("In one sentence. For example: Đang thi công, chậm do vướng mặt bằng"),
    )  # fmt: skip
    progress = models.PositiveSmallIntegerField(
        _("work done (%)"), default=0,
        validators=[MaxValueValidator(COMPLETE, _("Work done cannot be more than 100%%."))],
    )  # fmt: skip
    progress_on = models.DateField(
        _("as of"), null=True, blank=True,
        help_text=_("The day for which the figure is true. It is brought up to date each quarter."),
    )  # fmt: skip
    finished_on = models.DateField(_("finished on"), null=True, blank=True)

    template = TEMPLATE

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("objective"),
        index.SearchField("investor"),
        index.SearchField("location"),
        index.FilterField("stage"),
        index.FilterField("field"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(
                    "stage",
                    help_text=_(
                        "The list of the public in which the project stands. For example: a "
                        "project that is being built is under way."
                    ),
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "progress",
                            help_text=_("Of the whole work, in per cent. For example: 65"),
                        ),
                        FieldPanel(
                            "progress_on",
                            help_text=_(
                                "The day for which the figure is true. It is brought up to date "
                                "each quarter. For example: 30/09/2026"
                            ),
                        ),
                    ]
                ),
                FieldPanel("status_note"),
                FieldPanel(
                    "finished_on", help_text=_("The day of acceptance. For example: 20/12/2026")
                ),
            ],
            heading=_("Progress"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("objective"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "field",
                            help_text=_(
                                "Visitors narrow the list by it. For example: choose traffic for a "
                                "road between villages."
                            ),
                        ),
                        FieldPanel(
                            "project_type",
                            help_text=_(
                                "As the decision on the investment says. For example: new "
                                "construction."
                            ),
                        ),
                    ]
                ),
                FieldPanel("investor"),
                FieldPanel(
                    "contractor",
                    help_text=_(
                        "Who builds, once that is decided. For example: Công ty Cổ phần Xây dựng "
                        "Ví Dụ"
                    ),
                ),
                FieldPanel("location"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "starts_on",
                            help_text=_(
                                "The first of the month when only the month is known. For example: "
                                "01/03/2026"
                            ),
                        ),
                        FieldPanel(
                            "ends_on", help_text=_("The planned end. For example: 31/12/2026")
                        ),
                    ]
                ),
            ],
            heading=_("The project"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "budget",
                    help_text=_(
                        "The approved sum in đồng; words are understood. For example: 12,5 tỷ"
                    ),
                ),
                FieldPanel(
                    "funding_type",
                    help_text=_(
                        "Where the money comes from. For example: the budget of the commune."
                    ),
                ),
                FieldPanel("sponsor"),
            ],
            heading=_("Money"),
        ),
        InlinePanel(
            "milestones",
            heading=_("Milestones"),
            label=_("milestone"),
            help_text=_(
                "For example: Phê duyệt dự án, Bàn giao mặt bằng, Khởi công, Nghiệm thu. The "
                "drawing of the course follows by itself."
            ),
        ),
        RecordPage.decision_panel,
        PortalPage.attachments_panel,
        PortalPage.body_panel,
        PortalPage.lead_image_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [models.Index(fields=["stage", "field"], name="project_stage_field")]

    def list_label(self) -> str:
        """Return the list in which the project stands, and its field."""
        return f"{self.get_stage_display()}, {self.get_field_display()}"

    def own_errors(self) -> dict:
        """Refuse days in the wrong order and a progress that does not fit the list."""
        today = timezone.localdate()
        errors = self._stage_errors()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The end lies before the beginning.")
        if self.finished_on and self.starts_on and self.finished_on < self.starts_on:
            errors["finished_on"] = _("The end lies before the beginning.")
        for name in ("progress_on", "finished_on"):
            if (day := getattr(self, name)) and day > today:
                errors[name] = _("This day lies in the future.")
        if self.lead_image_id and not self.lead_image_alt.strip():
            errors["lead_image_alt"] = _("Describe what the picture shows.")
        return errors

    def _stage_errors(self) -> dict:
        if self.stage == Stage.DONE:
            return self._errors_of_done()
        errors = {}
        if self.finished_on:
            errors["finished_on"] = _("Only a project of the list “Hoàn tất” has a day of its end.")
        if self.stage == Stage.PREPARING and self.progress:
            errors["progress"] = _(
                "No work is done while a project is prepared. Choose the list “Đang triển khai”, "
                "or write 0."
            )
        if self.stage == Stage.RUNNING:
            missing = _("A running project needs this day.")
            names = [name for name in ("starts_on", "ends_on") if not getattr(self, name)]
            errors |= dict.fromkeys(names, missing)
            if not self.progress_on:
                errors["progress_on"] = _("Write for which day the progress is true.")
        return errors

    def _errors_of_done(self) -> dict:
        errors = {}
        if self.progress < COMPLETE:
            errors["progress"] = _("A project is in the list “Hoàn tất” when 100% are done.")
        if not self.finished_on:
            errors["finished_on"] = _("Write on which day it was finished.")
        return errors

    @cached_property
    def badges(self) -> list[Badge]:
        """The list in which it stands, and whether its time is over."""
        badges = [Badge(self.get_stage_display(), TONE_OF_STAGE[Stage(self.stage)])]
        if self.is_overdue:
            badges.append(Badge(str(_("Past its planned end")), "danger"))
        return badges

    @property
    def is_overdue(self) -> bool:
        """Tell whether it runs although its planned end has passed."""
        over = self.ends_on is not None and self.ends_on < timezone.localdate()
        return over and self.stage == Stage.RUNNING

    def own_facts(self) -> list[Fact]:
        """Return the fields of R49 and what belongs to them."""
        return stated(
            (_("Main objective"), self.objective),
            (_("Sector"), self.get_field_display()),
            (_("Type of project"), self.get_project_type_display()),
            (_("Time"), span(self.starts_on, self.ends_on)),
            (_("Cost"), format_money(self.budget)),
            (_("Type of funding"), self.get_funding_type_display()),
            (_("Funded by"), self.sponsor),
            (_("How it stands"), self.status_note or self.get_stage_display()),
            (_("Finished on"), self.finished_on),
            (_("Investor"), self.investor),
            (_("Contractor"), self.contractor),
            (_("Place"), self.location),
        )

    def timeline(self) -> Timeline | None:
        """Return the drawing of the course."""
        steps = [Step(row.name, row.planned_on, row.done_on) for row in self.milestones.all()]
        today = timezone.localdate()
        return draw_timeline(self.starts_on, self.ends_on, steps, today, self.finished_on)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the course, and the tenders and papers on land of the project."""
        return super().get_context(request, *args, **kwargs) | {
            "timeline": self.timeline(),
            "show_progress": self.stage != Stage.PREPARING,
            "records_of_project": related_records(self),
        }

    def structured_data(self) -> list[dict]:
        """Add the project as a ``Project`` of schema.org with its funding."""
        project = {
            "@type": "Project",
            "@id": f"{self.full_url}#du-an",
            "name": self.title,
            "description": self.objective,
            "url": self.full_url,
            "parentOrganization": {"@type": "Organization", "name": self.investor},
        }
        if self.location:
            project["location"] = {"@type": "Place", "name": self.location}
        if self.starts_on:
            project["foundingDate"] = self.starts_on.isoformat()
        if self.finished_on:
            project["dissolutionDate"] = self.finished_on.isoformat()
        if self.budget is not None:
            project["funding"] = {
                "@type": "MonetaryGrant",
                "name": self.get_funding_type_display(),
                "amount": {
                    "@type": "MonetaryAmount",
                    "value": str(self.budget),
                    "currency": "VND",
                },
                "funder": {
                    "@type": "Organization",
                    "name": self.sponsor or self.get_funding_type_display(),
                },
            }
        return [*super().structured_data(), project]


class Milestone(RecordRow):
    """A step of a project that can be told done from not done."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(_("milestone"), max_length=160)
    planned_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    panels = [
        FieldPanel("name", help_text=_("One piece of work. For example: Giải phóng mặt bằng")),
        FieldRowPanel(
            [
                FieldPanel(
                    "planned_on", help_text=_("By when it is to be done. For example: 30/06/2026")
                ),
                FieldPanel(
                    "done_on", help_text=_("Empty until it is done. For example: 25/06/2026")
                ),
            ]
        ),
    ]

    class Meta(RecordRow.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a step that is done tomorrow."""
        super().clean()
        if self.done_on and self.done_on > timezone.localdate():
            raise ValidationError({"done_on": _("This day lies in the future.")})
