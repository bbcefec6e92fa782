"""Land recovery, compensation and land prices (row 12)."""

from datetime import timedelta

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from commune_site.figures.models import AbstractFigures
from commune_site.figures.pages import FiguresMixin
from commune_site.figures.panels import figures_panel
from commune_site.models.base import PortalPage
from commune_site.plans.choices import LandRecoveryKind
from commune_site.plans.facts import Badge, Fact, days_left, span, stated
from commune_site.plans.models.projects import ProjectPage
from commune_site.plans.models.records import TEMPLATE, RecordPage
from commune_site.plans.money import MoneyField, format_money
from commune_site.plans.related import shown_project
from portal_network.tenancy.policies import works_for

# R83: how long a list that names people is shown unless somebody says less.
DAYS_OF_NAMES = 30


class LandRecoveryPage(FiguresMixin, RecordPage):
    """A paper on land that is recovered, on its compensation, or on prices of land.

    Plots are told by map sheet and number. Where people are named all the same, R83 applies: the
    page expires, and stays out of search, feeds and site maps. Amounts are đồng, areas m².
    """

    kind = models.CharField(_("kind of paper"), max_length=30, choices=LandRecoveryKind.choices)
    project_name = models.CharField(
        _("project"), max_length=255, blank=True,
        help_text=_("For which the land is recovered. Empty for land prices."),
    )  # fmt: skip
    project = models.ForeignKey(
        ProjectPage, verbose_name=_("page of the project"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="land_papers",
    )  # fmt: skip
    location = models.CharField(
        _("place"), max_length=500, help_text=_("For example: thôn 3, dọc đường liên xã")
    )
    plot_count = models.PositiveIntegerField(_("number of plots"), null=True, blank=True)
    area_m2 = models.DecimalField(
        _("area (m²)"), max_digits=14, decimal_places=1, null=True, blank=True
    )
    scheme = models.TextField(
        _("scheme of compensation and resettlement"), blank=True, max_length=4000,
        help_text=_("In short: what is paid for, at which price, where people move."),
    )  # fmt: skip
    compensation = MoneyField(_("total compensation"), null=True, blank=True)
    comments_until = models.DateField(
        _("comments taken until"), null=True, blank=True,
        help_text=_("The page counts the days that are left."),
    )  # fmt: skip
    paid_from = models.DateField(_("paid from"), null=True, blank=True)
    paid_until = models.DateField(_("paid until"), null=True, blank=True)
    handover_by = models.DateField(_("land to be handed over by"), null=True, blank=True)
    posting_place = models.CharField(
        _("posted on paper at"), max_length=255, blank=True,
        help_text=_("For example: Trụ sở UBND xã và nhà văn hóa các thôn"),
    )  # fmt: skip
    contact = models.CharField(
        _("who answers questions"), max_length=255, blank=True,
        help_text=_("Office and telephone, for example: Phòng Kinh tế, 02053 123 456"),
    )  # fmt: skip

    naming_fields = (*RecordPage.naming_fields, "scheme", "contact", "body")

    template = TEMPLATE

    search_fields = [
        *RecordPage.search_fields,
        index.SearchField("project_name"),
        index.SearchField("location"),
        index.FilterField("kind"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "kind",
            help_text=_(
                "What the paper is. For example: choose the scheme for a draft on which "
                "people comment."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "project_name",
                    help_text=_(
                        "For which the land is recovered. Empty for land prices. For example: "
                        "Nâng cấp đường liên xã"
                    ),
                ),
                PageChooserPanel(
                    "project",
                    "plans.ProjectPage",
                    help_text=_(
                        "Choose it if it stands on this site. For example: Nâng cấp đường liên xã"
                    ),
                ),
                FieldPanel("location"),
                FieldRowPanel(
                    [
                        FieldPanel("plot_count", help_text=_("For example: 24")),
                        FieldPanel(
                            "area_m2", help_text=_("Of all plots together. For example: 5200,5")
                        ),
                    ]
                ),
            ],
            heading=_("Project and land"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "scheme",
                    help_text=_(
                        "In short: what is paid for, at which price, where people move. For "
                        "example: đất trồng lúa 85.000 đồng/m²"
                    ),
                ),
                FieldPanel(
                    "compensation",
                    help_text=_("In đồng; words are understood. For example: 3,2 tỷ"),
                ),
            ],
            heading=_("Compensation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "comments_until",
                    help_text=_("The page counts the days that are left. For example: 20/12/2026"),
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "paid_from",
                            help_text=_("The first day of payment. For example: 05/01/2027"),
                        ),
                        FieldPanel(
                            "paid_until",
                            help_text=_("The last day of payment. For example: 15/01/2027"),
                        ),
                    ]
                ),
                FieldPanel(
                    "handover_by",
                    help_text=_("By when the land must be clear. For example: 15/02/2027"),
                ),
                FieldPanel("posting_place"),
                FieldPanel("contact"),
            ],
            heading=_("Deadlines"),
        ),
        RecordPage.decision_panel,
        figures_panel(
            help_text=_(
                "The plots (map sheet, number, area, kind of land) or the prices, as an Excel "
                "file. Leave out the names of people."
            )
        ),
        FieldPanel(
            "names_people",
            help_text=_(
                "Tick it when names of citizens stand in the text, a table or a file. The"
                " page then leaves the site after 30 days at the latest and is not found "
                "by search engines. For example: a list of households that are paid."
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.body_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("paper on land")
        verbose_name_plural = _("papers on land")

    def list_label(self) -> str:
        """Return the kind of paper."""
        return self.get_kind_display()

    def own_errors(self) -> dict:
        """Refuse days in the wrong order, recovery without a project, names without an end."""
        errors = {}
        if self.kind and self.kind != LandRecoveryKind.PRICES and not self.project_name.strip():
            errors["project_name"] = _("Write for which project the land is recovered.")
        if self.comments_until and self.decided_on and self.comments_until < self.decided_on:
            errors["comments_until"] = _("This day lies before the decision.")
        if self.paid_from and self.paid_until and self.paid_until < self.paid_from:
            errors["paid_until"] = _("The last day lies before the first.")
        if self.handover_by and self.decided_on and self.handover_by < self.decided_on:
            errors["handover_by"] = _("This day lies before the decision.")
        if self.area_m2 is not None and self.area_m2 <= 0:
            errors["area_m2"] = _("The area must be greater than 0.")
        return errors | self._errors_of_names()

    def _errors_of_names(self) -> dict:
        if not self.names_people:
            return {}
        begin = self.disclosed_on or timezone.localdate()
        last = begin + timedelta(days=DAYS_OF_NAMES)
        if self.expires_on is None:
            self.expires_on = last
        elif self.expires_on > last:
            return {
                "expires_on": _("A page that names people leaves the site after %(days)d days.")
                % {"days": DAYS_OF_NAMES}
            }
        return {}

    @cached_property
    def badges(self) -> list[Badge]:
        """How long comments are taken."""
        if not self.comments_until:
            return []
        is_open = self.comments_until >= timezone.localdate()
        text = _("Comments: %(time)s") % {"time": days_left(self.comments_until)}
        return [Badge(text, "success" if is_open else "info")]

    def own_facts(self) -> list[Fact]:
        """Return project, land, compensation and deadlines."""
        return stated(
            (_("Kind of paper"), self.get_kind_display()),
            (_("Project"), self.project_name),
            (_("Place"), self.location),
            (_("Number of plots"), self.plot_count),
            (_("Area (m²)"), self.area_m2),
            (_("Scheme of compensation and resettlement"), self.scheme),
            (_("Total compensation"), format_money(self.compensation)),
            (_("Comments taken until"), self.comments_until),
            (_("Payment"), span(self.paid_from, self.paid_until)),
            (_("Land to be handed over by"), self.handover_by),
            (_("Posted on paper at"), self.posting_place),
            (_("Who answers questions"), self.contact),
        )

    def covered(self) -> dict:
        """Return the place."""
        return {"spatialCoverage": {"@type": "Place", "name": self.location}}

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the page of the project."""
        return super().get_context(request, *args, **kwargs) | {"project": shown_project(self)}

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer with the page.

        Raises:
            Http404: it names people, its time is over, and the visitor does not work for the site.
        """
        is_over = self.expires_on is not None and self.expires_on < timezone.localdate()
        if self.names_people and is_over and not works_for(request.user, request.tenant):
            raise Http404
        return super().serve(request, *args, **kwargs)


class LandFigures(AbstractFigures):
    """One table of a paper on land: its plots, or prices."""

    page = ParentalKey(LandRecoveryPage, on_delete=models.CASCADE, related_name="figures")
