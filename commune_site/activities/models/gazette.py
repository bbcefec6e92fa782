"""The province's gazette (row 51; R71): number, date, and the documents of each issue."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from commune_site.activities.models.texts import TextPage
from commune_site.models import PortalPage
from commune_site.validation import compose_letters
from documents.models import LegalDocumentPage
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class GazettePage(TextPage):
    """One issue of the gazette."""

    schema_types = ("PublicationIssue",)

    number = models.CharField(
        _("issue"), max_length=20, help_text=_("Example: 07, or 08 + 09 for a double issue.")
    )
    issued_on = models.DateField(_("date of the issue"))

    template = "commune_site/article_page.html"
    facts_template = "activities/gazette.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        FieldRowPanel(
            [
                FieldPanel("number"),
                FieldPanel(
                    "issued_on",
                    help_text=_("The day that the issue bears. For example: 05/11/2026"),
                ),
            ]
        ),
        InlinePanel(
            "entries", heading=_("Documents of the issue"), label=_("Document of the issue"),
            min_num=1,
        ),
        *TextPage.last_panels,
    ]  # fmt: skip

    class Meta:
        verbose_name = _("issue of the gazette")
        verbose_name_plural = _("issues of the gazette")

    def describe_itself(self) -> None:
        """Let lists show the number of the issue."""
        super().describe_itself()
        self.reference = (
            str(_("Issue no. %(number)s")) % {"number": self.number} if self.number else ""
        )
        self.kind_label = str(self._meta.verbose_name)

    def errors_by_field(self) -> dict:
        """Refuse an issue that is published before its date."""
        errors = super().errors_by_field()
        if self.issued_on and self.disclosed_on and self.disclosed_on < self.issued_on:
            errors["issued_on"] = _("The issue must not be dated after its publication here.")
        return errors

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add the documents of the issue; one query."""
        rows = self.entries.all()
        entries = list(rows.select_related("document") if self.pk else rows)
        return super().get_context(request, *args, **kwargs) | {"entries": entries}

    def structured_data(self) -> list[dict]:
        """Describe the issue (``PublicationIssue``)."""
        issue = {
            "@type": "PublicationIssue",
            "name": self.title,
            "issueNumber": self.number,
            "datePublished": self.issued_on,
            "url": self.full_url,
        }
        return [*super().structured_data(), issue]


class GazetteEntry(Orderable):
    """A document that an issue holds."""

    page = ParentalKey(GazettePage, on_delete=models.CASCADE, related_name="entries")
    number = models.CharField(_("number and symbol"), max_length=80)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    issuer = models.CharField(_("issuing body"), max_length=255, blank=True)
    abstract = models.CharField(_("abstract"), max_length=500)
    document = models.ForeignKey(
        LegalDocumentPage, verbose_name=_("in our library"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    panels = [
        FieldRowPanel(
            [
                FieldPanel(
                    "number",
                    help_text=_("As printed on the document. For example: 45/2026/QĐ-UBND"),
                ),
                FieldPanel(
                    "signed_on",
                    help_text=_(
                        "The day on which the document was signed. For example: 30/10/2026"
                    ),
                ),
            ]
        ),
        FieldPanel(
            "issuer", help_text=_("Who issued the document. For example: Ủy ban nhân dân tỉnh")
        ),
        FieldPanel(
            "abstract",
            help_text=_(
                "The title of the document as printed. For example: Quy định giá đất năm 2027"
            ),
        ),
        FieldPanel(
            "document",
            help_text=_(
                "The document in the library of this site, if it is there; the line then "
                "leads to it. For example: the decision of the same number."
            ),
        ),
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("document of an issue")
        verbose_name_plural = _("documents of issues")

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Compose letters and marks, as pages do."""
        super().clean()
        compose_letters(self)

    @property
    def link(self) -> str:
        """Return where the document can be read; empty where nowhere."""
        if self.document is not None and self.document.live:
            return self.document.full_url
        return ""
