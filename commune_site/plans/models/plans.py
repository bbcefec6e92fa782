"""Strategies, plans with targets and results, work programmes (rows 8 to 10)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from commune_site.figures.models import AbstractFigures
from commune_site.figures.pages import FiguresMixin
from commune_site.figures.panels import figures_panel
from commune_site.models.base import PortalPage
from commune_site.plans.choices import KINDS_OF_SECTION, PlanKind
from commune_site.plans.facts import Fact, stated
from commune_site.plans.models.records import (
    FIRST_YEAR,
    LAST_YEAR,
    TEMPLATE,
    PeriodMixin,
    RecordPage,
)
from commune_site.plans.models.rows import RecordRow
from commune_site.plans.targets import TargetRow, targets_table, with_attainment

NO_CHOICE = ("", "---------")


class PlanPage(FiguresMixin, PeriodMixin, RecordPage):
    """A plan for a period of years: what is to be reached, and what was."""

    kind = models.CharField(_("kind of plan"), max_length=30, choices=PlanKind.choices)
    unit = models.CharField(
        _("unit in charge"), max_length=255, blank=True,
        help_text=_("Which office or unit carries it out. For example: Phòng Kinh tế"),
    )  # fmt: skip

    needs_decision_in = frozenset({"strategies"})

    template = TEMPLATE

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("unit"),
        index.FilterField("kind"),
        index.FilterField("first_year"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "kind",
            help_text=_(
                "Stands in lists; visitors narrow the list by it. For example: choose "
                "“Annual plan” for the plan of one year."
            ),
        ),
        PeriodMixin.period_panel,
        FieldPanel("unit"),
        RecordPage.decision_panel,
        InlinePanel(
            "targets",
            heading=_("Targets and results by year"),
            label=_("target"),
            help_text=_(
                "One line per target and year. When the year is over, open the same plan and write "
                "the results: table and chart follow by themselves. Longer tables can be uploaded "
                "below."
            ),
        ),
        figures_panel(),
        PortalPage.attachments_panel,
        PortalPage.body_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        indexes = [models.Index(fields=["kind", "period"], name="plan_kind_period")]

    def choices_here(self) -> dict[str, list[tuple[str, str]]]:
        """Offer the kinds of the section."""
        kinds = KINDS_OF_SECTION.get(self.section, PlanKind)
        return {"kind": [NO_CHOICE, *((kind.value, kind.label) for kind in kinds)]}

    def own_errors(self) -> dict:
        """Refuse what the section does not hold, and years in the wrong order."""
        errors = self.period_errors()
        if self.kind and self.kind not in KINDS_OF_SECTION.get(self.section, PlanKind):
            errors["kind"] = _("This is not posted in this section.")
        if self.section == "work-programmes" and not self.unit.strip():
            errors["unit"] = _("Write which unit's programme it is.")
        return errors

    def own_facts(self) -> list[Fact]:
        """Return kind, period and unit."""
        return stated(
            (_("Kind of plan"), self.get_kind_display()),
            (_("Period of years"), self.period),
            (_("Unit in charge"), self.unit),
        )

    @cached_property
    def target_rows(self) -> list["PlanTarget"]:
        """Return the targets in the order of the editor, read once."""
        return list(self.targets.all())

    def save(self, *args, **kwargs) -> None:
        """Forget the targets that were read before: what is saved may have others."""
        self.__dict__.pop("target_rows", None)
        super().save(*args, **kwargs)

    def tables(self) -> list[tuple]:
        """Return the table of the targets first, then those that were uploaded."""
        table = targets_table(self.target_rows)
        own = [(TargetRow(str(_("Targets and results"))), table)] if table else []
        return own + super().tables()

    def shown_tables(self) -> list:
        """Return the tables; the chart of the targets compares what can be compared."""
        shown = super().shown_tables()
        if self.target_rows:
            shown[0] = with_attainment(shown[0], self.target_rows)
        return shown

    def covered(self) -> dict:
        """Return the period of the plan."""
        return self.temporal_coverage()


class PlanTarget(RecordRow):
    """What one target is in one year, and what was reached."""

    page = ParentalKey(PlanPage, on_delete=models.CASCADE, related_name="targets")
    name = models.CharField(
        _("target"), max_length=255, help_text=_("For example: Thu ngân sách trên địa bàn")
    )
    unit = models.CharField(
        _("unit of measure"), max_length=40, blank=True,
        help_text=_("For example: triệu đồng, %, ha, hộ"),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    lower_is_better = models.BooleanField(
        _("the lower, the better"), default=False,
        help_text=_(
            "Tick it where the figure is to fall. For example: tỷ lệ hộ nghèo, số vụ tai nạn. "
            "Then 4 against a plan of 5 counts as 125 %."
        ),
    )  # fmt: skip
    target = models.DecimalField(
        _("figure of the plan"), max_digits=15, decimal_places=3, null=True, blank=True
    )
    result = models.DecimalField(
        _("figure reached"), max_digits=15, decimal_places=3, null=True, blank=True,
        help_text=_("Empty until there is a result."),
    )  # fmt: skip

    panels = [
        FieldPanel("name"),
        FieldRowPanel(
            [
                FieldPanel("unit"),
                FieldPanel("year", help_text=_("With four digits. For example: 2026")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "target", help_text=_("What is to be reached in this year. For example: 12500")
                ),
                FieldPanel(
                    "result", help_text=_("Empty until there is a result. For example: 12840")
                ),
            ]
        ),
        FieldPanel("lower_is_better"),
    ]

    class Meta(RecordRow.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    def clean(self) -> None:
        """Refuse a line without any figure."""
        super().clean()
        if self.target is None and self.result is None:
            raise ValidationError({"target": _("Write the figure of the plan or the result.")})


class PlanFigures(AbstractFigures):
    """One uploaded table of a plan."""

    page = ParentalKey(PlanPage, on_delete=models.CASCADE, related_name="figures")
