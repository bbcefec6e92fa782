"""A disclosure: one act of showing what the law makes an authority show."""

from datetime import date, timedelta

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from commune_site.article_context import article_context
from commune_site.blocks import BodyBlock
from commune_site.disclosures.context import disclosure_context
from commune_site.disclosures.corrections import statement_of
from commune_site.disclosures.deadlines import due_date
from commune_site.disclosures.forms import DisclosureForm
from commune_site.disclosures.notices import NOTICE_PARAMETER, posting_notice
from commune_site.disclosures.panels import OwnFieldsPanel
from commune_site.disclosures.periods import FIRST_YEAR, LAST_YEAR, PARTS, PeriodKind
from commune_site.disclosures.periods import period_end as end_of_period
from commune_site.disclosures.periods import period_label as label_of_period
from commune_site.disclosures.profiles import OWN_FIELDS, DisclosureKind, Profile, profile_of
from commune_site.fields import BodyField
from commune_site.figures.pages import FiguresMixin
from commune_site.figures.panels import figures_panel
from commune_site.metadata import described, stated
from commune_site.models.base import PortalPage
from commune_site.sections import registry_value
from portal_network.tenancy.policies import works_for
from search.text import fold


class DisclosurePage(FiguresMixin, PortalPage):
    """A disclosure of rows 25 to 38; its section tells which of the fields it has.

    ``disclosed_on`` is the day on which it was posted, ``due_on`` the day by which it had to be.
    Amounts are millions of đồng.
    """

    schema_types = ("Report",)

    kind = models.CharField(_("what is disclosed"), max_length=20, choices=DisclosureKind.choices)
    decision_number = models.CharField(
        _("number and symbol"), max_length=80, blank=True,
        help_text=_(
            "Of the decision or report, as printed, for example 45/QĐ-UBND. Empty when it has "
            "none."
        ),
    )  # fmt: skip
    decided_on = models.DateField(
        _("date of the decision or report"), null=True, blank=True,
        help_text=_("The day on which the information came to be; the deadline counts from it."),
    )  # fmt: skip
    legal_basis = models.CharField(
        _("further legal basis"), max_length=500, blank=True,
        help_text=_(
            "Beside the articles that the page names by itself. "
            "For example: Nghị quyết số 12/NQ-HĐND ngày 15/12/2025"
        ),
    )  # fmt: skip
    period_kind = models.CharField(
        _("period"), max_length=10, blank=True, choices=PeriodKind.choices
    )
    period_year = models.PositiveSmallIntegerField(_("year of the period"), null=True, blank=True)
    period_number = models.PositiveSmallIntegerField(
        _("number of the quarter, half or month"), null=True, blank=True,
        help_text=_("For example 3 for the third quarter; empty for a whole year."),
    )  # fmt: skip
    due_on = models.DateField(
        _("must be public by"), null=True, blank=True,
        help_text=_("Empty: counted from the rule of the section, in working days."),
    )  # fmt: skip
    total_revenue = models.DecimalField(
        _("total revenue"), max_digits=20, decimal_places=3, null=True, blank=True
    )
    total_expenditure = models.DecimalField(
        _("total expenditure"), max_digits=20, decimal_places=3, null=True, blank=True
    )
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    audience = models.CharField(_("who is concerned"), max_length=500, blank=True)
    rate = models.CharField(_("rate"), max_length=500, blank=True)
    criteria = models.TextField(_("criteria"), blank=True, max_length=4000)
    exemptions = models.TextField(_("exemptions"), blank=True, max_length=2000)
    funding_source = models.CharField(_("source of the money"), max_length=500, blank=True)
    handling = models.CharField(_("form of handling"), max_length=255, blank=True)
    method = models.TextField(_("statistical method"), blank=True, max_length=4000)
    outcome = models.TextField(_("outcome"), blank=True, max_length=4000)
    code = models.CharField(_("code"), max_length=60, blank=True)
    lead = models.CharField(_("head of the project"), max_length=255, blank=True)
    places = models.PositiveIntegerField(_("number of places"), null=True, blank=True)
    apply_by = models.DateField(_("apply by"), null=True, blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    posting_place = models.CharField(
        _("posted on paper at"), max_length=255, blank=True,
        help_text=_("For example: Trụ sở UBND xã và nhà văn hóa các thôn"),
    )  # fmt: skip
    posted_from = models.DateField(_("on paper from"), null=True, blank=True)
    posted_until = models.DateField(_("on paper until"), null=True, blank=True)

    template = "disclosures/disclosure_page.html"
    print_content = "components/disclosure_content.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = DisclosureForm
    naming_fields = (
        *PortalPage.naming_fields, "subject", "audience", "rate", "criteria", "exemptions",
        "funding_source", "handling", "method", "outcome", "code", "lead", "body",
    )  # fmt: skip
    # Last quarter's page is the template of the next one; what happened to it is not.
    exclude_fields_in_copy = ["corrections", "due_on", "posted_from", "posted_until"]

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("decision_number", boost=4),
        index.SearchField("subject"),
        index.FilterField("kind"),
        index.FilterField("period_year"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(
                    "kind",
                    help_text=_(
                        "What readers will find. For example: choose the execution of the budget "
                        "for a quarterly report on it."
                    ),
                ),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "period_kind",
                            help_text=_(
                                "How long the period of the figures is. For example: a quarter. "
                                "Empty when they cover none."
                            ),
                        ),
                        FieldPanel("period_number"),
                        FieldPanel(
                            "period_year", help_text=_("With four digits. For example: 2026")
                        ),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("decision_number"),
                        FieldPanel(
                            "decided_on",
                            help_text=_(
                                "The day on which the information came to be; the deadline counts "
                                "from it. For example: 05/11/2026"
                            ),
                        ),
                    ]
                ),
                FieldPanel("legal_basis"),
            ],
            heading=_("Kind, period and basis"),
        ),
        OwnFieldsPanel([FieldPanel(name) for name in OWN_FIELDS], heading=_("In this section")),
        figures_panel(),
        PortalPage.attachments_panel,
        PortalPage.body_panel,
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        PortalPage.disclosed_on_panel,
                        FieldPanel(
                            "due_on",
                            help_text=_(
                                "Empty: counted from the rule of the section, in working days. For "
                                "example: 12/11/2026"
                            ),
                        ),
                    ]
                ),
                PortalPage.expires_on_panel,
                FieldPanel("posting_place"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "posted_from",
                            help_text=_("The first day on paper. For example: 10/11/2026"),
                        ),
                        FieldPanel(
                            "posted_until",
                            help_text=_(
                                "The last day on paper; empty: counted from the days that the law "
                                "demands. For example: 10/12/2026"
                            ),
                        ),
                    ]
                ),
            ],
            heading=_("Posting, on the site and on paper"),
        ),
        InlinePanel(
            "corrections",
            heading=_("Corrections after publication"),
            label=_("correction"),
            help_text=_("Whoever read the old figures must learn what changed; entries stay."),
        ),
        MultiFieldPanel(
            PortalPage.origin_panels,
            heading=_("Origin"),
        ),
    ]

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        indexes = [models.Index(fields=["period_year", "kind"], name="disclosure_period")]

    @property
    def profile(self) -> Profile:
        """Return what disclosures of this section have."""
        return profile_of(self.section)

    @property
    def period_label(self) -> str:
        """Return the period in words, or nothing."""
        return label_of_period(self.period_kind, self.period_year, self.period_number)

    @cached_property
    def period_end(self) -> date | None:
        """Return the last day of the period, or None."""
        return end_of_period(self.period_kind, self.period_year, self.period_number)

    @property
    def days_late(self) -> int:
        """Return by how many calendar days the posting missed its deadline; 0 for in time."""
        if self.due_on is None or self.disclosed_on is None:
            return 0
        return max((self.disclosed_on - self.due_on).days, 0)

    @property
    def is_over(self) -> bool:
        """Tell whether a list of people has had its time (R83)."""
        over = self.expires_on is not None and self.expires_on < timezone.localdate()
        return self.personal_data and over

    @property
    def folded_text(self) -> str:
        """Return number, subject and period beside the title, without marks."""
        stated = fold(f"{self.decision_number} {self.subject} {self.period_label}")
        return f"{super().folded_text} {stated}"

    def counts_as_item(self) -> bool:
        """Every disclosure is content."""
        return True

    def describe_itself(self) -> None:
        """Show number, kind and period in lists."""
        super().describe_itself()
        self.reference = self.decision_number
        label = ", ".join(filter(None, [self.get_kind_display(), self.period_label]))
        self.kind_label = capfirst(label)[:60]

    def save(self, *args, **kwargs):
        """Save the page; what was public and changes without a word gets one (R58)."""
        if self.pk and not self._state.adding and not kwargs.get("update_fields"):
            self._explain_change()
        return super().save(*args, **kwargs)

    def _explain_change(self) -> None:
        """Add an entry to the log where a change on another way than the form brought none."""
        published = DisclosurePage.everywhere.filter(pk=self.pk, live=True).first()
        if published is None:
            return
        if not statement_of(self).explains_change_from(statement_of(published)):
            model = self._meta.get_field("corrections").related_model
            reason = _("What this page says was changed; no reason was recorded.")
            self.corrections.add(model(reason=str(reason)))

    def clean(self) -> None:
        """Complete the deadline of what can be published."""
        super().clean()
        if self.due_on is None:
            rule = registry_value(self.section, "deadline", None)
            self.due_on = due_date(rule, self.decided_on, self.period_end, self.province_id)

    def errors_by_field(self) -> dict:
        """Refuse what the section or the order of days does not allow."""
        errors = super().errors_by_field() | self._period_errors()
        errors |= self._posting_errors() | self._expiry_errors()
        if self.decided_on and self.decided_on > timezone.localdate():
            errors["decided_on"] = _("The date of the decision lies in the future.")
        if self.kind and self.kind not in self.profile.kinds:
            errors["kind"] = _("This is not disclosed in this section.")
        return errors

    def _period_errors(self) -> dict:
        if not self.period_kind:
            if self.period_year or self.period_number:
                return {"period_kind": _("Choose which period the figures cover.")}
            return {}
        parts = PARTS[PeriodKind(self.period_kind)]
        if not self.period_year or not FIRST_YEAR <= self.period_year <= LAST_YEAR:
            return {"period_year": _("Write the year with four digits, for example 2026.")}
        if parts == 1:
            self.period_number = None
        elif not self.period_number or not 1 <= self.period_number <= parts:
            return {"period_number": _("Write a number from 1 to %(last)d.") % {"last": parts}}
        return {}

    def _posting_errors(self) -> dict:
        first, last, days = self.posted_from, self.posted_until, self.profile.posting_days
        if (first or last) and not self.posting_place.strip():
            return {"posting_place": _("Write where the paper hangs.")}
        if last and not first:
            return {"posted_from": _("Write the first day of the posting.")}
        if first and last is None and days:
            self.posted_until = first + timedelta(days=days)
        elif first and last and last < first:
            return {"posted_until": _("The last day of the posting lies before the first.")}
        elif first and last and (last - first).days < days:
            return {
                "posted_until": _("The posting must last at least %(days)d days in a row.")
                % {"days": days}
            }
        return {}

    def _expiry_errors(self) -> dict:
        if not self.personal_data:
            return {}
        if self.expires_on is None:
            return {"expires_on": _("A list that names people must say until when it is shown.")}
        longest = self.profile.longest_days
        begin = self.disclosed_on or timezone.localdate()
        if longest and (self.expires_on - begin).days > longest:
            return {
                "expires_on": _("Lists that name people leave the site after %(days)d days.")
                % {"days": longest}
            }
        return {}

    def structured_data(self) -> list[dict]:
        """Add the disclosure as a ``Report``; of a list that names people machines read nothing."""
        if self.personal_data:
            return super().structured_data()
        report = described(self, "Report") | stated(
            {
                "datePublished": self.disclosed_on.isoformat(),
                "identifier": self.decision_number,
                "genre": str(self.get_kind_display()),
                "temporalCoverage": str(self.period_label),
            }
        )
        return [report, *super().structured_data()]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add what the page states, its corrections, the cycle of its budget, files and tools."""
        context = super().get_context(request, *args, **kwargs)
        return context | article_context(self, request) | disclosure_context(self, request)

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer with the page, a table of it, or a paper to post.

        Raises:
            Http404: the page is a list of people whose time is over, and the visitor does not work
                for the site.
        """
        if self.is_over and not works_for(request.user, request.tenant):
            raise Http404
        if form := request.GET.get(NOTICE_PARAMETER):
            return posting_notice(self, request, form)
        return super().serve(request, *args, **kwargs)
