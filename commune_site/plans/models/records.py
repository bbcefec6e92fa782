"""What all pages of this room share: a decision behind them, facts, a text, composed letters."""

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from commune_site.article_context import article_context
from commune_site.blocks import BodyBlock
from commune_site.fields import BodyField
from commune_site.models.base import PortalPage
from commune_site.plans.facts import Badge, Fact, stated
from commune_site.plans.forms import RecordForm
from search.text import fold

FIRST_YEAR, LAST_YEAR = 1945, 2100
# Wagtail gives every page class a template of its own, so each names this one.
TEMPLATE = "plans/record_page.html"
PRINT_CONTENT = "components/record_content.html"


class RecordPage(PortalPage):
    """A page that states facts; the decision behind it is named wherever there is one."""

    schema_types = ("Legislation",)

    decision_number = models.CharField(
        _("number and symbol of the decision"), max_length=80, blank=True,
        help_text=_("As printed, for example 45/QĐ-UBND. Empty when there is none yet."),
    )  # fmt: skip
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decided_by = models.CharField(
        _("who decided"), max_length=255, blank=True,
        help_text=_("For example: Hội đồng nhân dân xã Thất Khê"),
    )  # fmt: skip
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = RecordForm

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("decision_number", boost=4),
        index.SearchField("body"),
    ]

    decision_panel = MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel("decision_number"),
                    FieldPanel(
                        "decided_on",
                        help_text=_("The day of the decision. For example: 05/11/2026"),
                    ),
                ]
            ),
            FieldPanel("decided_by"),
        ],
        heading=_("Approving decision"),
    )

    class Meta:
        abstract = True

    # Sections in which nothing stands without an approving decision.
    needs_decision_in: frozenset[str] = frozenset()

    def counts_as_item(self) -> bool:
        """Every record is content."""
        return True

    def describe_itself(self) -> None:
        """Show what the record is in lists."""
        super().describe_itself()
        self.reference = self.list_reference()
        self.kind_label = self.list_label()[:60]

    def list_reference(self) -> str:
        """Return the number that stands before the title."""
        return self.decision_number

    def list_label(self) -> str:
        """Return what kind of record it is, in words."""
        return ""

    @property
    def folded_text(self) -> str:
        """Return the facts beside title and summary, without marks."""
        facts = " ".join(fact.value for fact in self.own_facts())
        return f"{super().folded_text} {fold(facts)}"

    def errors_by_field(self) -> dict:
        """Refuse a decision of tomorrow, or none where the law wants one."""
        return super().errors_by_field() | self.decision_errors() | self.own_errors()

    def choices_here(self) -> dict[str, list[tuple[str, str]]]:
        """Return what fields offer in the page's section, where it is less than everything."""
        return {}

    def decision_errors(self) -> dict:
        """Return what is wrong with the decision, by field."""
        if self.decided_on and self.decided_on > timezone.localdate():
            return {"decided_on": _("The date of the decision lies in the future.")}
        if self.section in self.needs_decision_in:
            missing = _("Write which decision approved it; the law wants it shown.")
            names = [name for name in ("decision_number", "decided_on") if not getattr(self, name)]
            return dict.fromkeys(names, missing)
        if self.decided_on and not self.decision_number.strip():
            return {"decision_number": _("Write the number of this decision.")}
        return {}

    def own_errors(self) -> dict:
        """Return what is wrong with the fields of the type, by field."""
        return {}

    @cached_property
    def badges(self) -> list[Badge]:
        """How the matter stands, to be seen at once."""
        return []

    def own_facts(self) -> list[Fact]:
        """Return what the type states, in the order of reading."""
        return []

    def facts(self) -> list[Fact]:
        """Return all that the page states: its own, then the decision."""
        return self.own_facts() + stated(
            (_("Approving decision"), self.decision_number),
            (_("Date of the decision"), self.decided_on),
            (_("Decided by"), self.decided_by),
        )

    def structured_data(self) -> list[dict]:
        """Add the decision as ``Legislation`` of schema.org."""
        data = super().structured_data()
        if not self.decision_number:
            return data
        decision = {
            "@type": "Legislation",
            "@id": f"{self.full_url}#quyet-dinh",
            "name": self.title,
            "url": self.full_url,
            "inLanguage": "vi",
            "legislationIdentifier": self.decision_number,
            "legislationType": self.list_label(),
            "datePublished": self.disclosed_on.isoformat(),
            "publisher": self.publisher(),
        }
        if self.decided_on:
            decision["legislationDate"] = self.decided_on.isoformat()
        if self.decided_by:
            decision["legislationPassedBy"] = {"@type": "Organization", "name": self.decided_by}
        return [*data, decision | self.covered()]

    def covered(self) -> dict:
        """Return the time and the place that the decision covers, for schema.org."""
        return {}

    def publisher(self) -> dict:
        """Return the authority as an organisation of schema.org."""
        tenant = self.tenant
        return {
            "@type": "GovernmentOrganization",
            "name": tenant.authority_name,
            "url": tenant.root_url,
        }

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the facts, files and tools."""
        context = super().get_context(request, *args, **kwargs) | article_context(self, request)
        return context | {
            "facts": self.facts(),
            "badges": self.badges,
            "print_content": PRINT_CONTENT,
        }


class PeriodMixin(models.Model):
    """A period of whole years, one year alone for a yearly plan, of a record with a ``kind``."""

    first_year = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, help_text=_("For example: 2026")
    )
    last_year = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True,
        help_text=_(
            "The last year it covers, for example 2030. For a plan of one year: the same year, or "
            "empty."
        ),
    )  # fmt: skip
    # Kept, so that a list narrows by it.
    period = models.CharField(max_length=20, blank=True, editable=False)

    period_panel = FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")])

    class Meta:
        abstract = True

    def list_label(self) -> str:
        """Return kind and period."""
        return ", ".join(filter(None, [self.get_kind_display(), self.period]))

    def describe_itself(self) -> None:
        """Note the period before it is shown."""
        self.note_period()
        super().describe_itself()

    def note_period(self) -> None:
        """Write the period in words: “2026”, “2026 – 2030”."""
        years = sorted({year for year in (self.first_year, self.last_year) if year})
        self.period = " – ".join(map(str, years))

    def period_errors(self) -> dict:
        """Return what is wrong with the years, by field."""
        if not self.first_year:
            return {"first_year": _("Write the year with four digits, for example 2026.")}
        if self.last_year is None:
            self.last_year = self.first_year
        for name in ("first_year", "last_year"):
            if not FIRST_YEAR <= getattr(self, name) <= LAST_YEAR:
                return {name: _("Write the year with four digits, for example 2026.")}
        if self.last_year < self.first_year:
            return {"last_year": _("The last year lies before the first.")}
        return {}

    def temporal_coverage(self) -> dict:
        """Return the period as schema.org wants it (ISO 8601)."""
        if not self.first_year:
            return {}
        return {"temporalCoverage": f"{self.first_year}/{self.last_year or self.first_year}"}
