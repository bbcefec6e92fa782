"""What guidance and policies have in common: for whom, in which field, since when, how to do it."""

from datetime import date

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from commune_site.article_context import beside_text, load_renditions, pictures_of_body, related
from commune_site.blocks import BodyBlock
from commune_site.fields import BodyField
from commune_site.guidance.blocks import PaperBlock, StepBlock
from commune_site.models import PortalPage
from commune_site.validation import compose_letters, unnamed_origin
from documents.models import LegalDocumentPage
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Audience(models.TextChoices):
    """For whom a text is meant first; the values stand in addresses."""

    EVERYBODY = "moi-nguoi", pgettext_lazy("for whom", "Everybody")
    CHILDREN = "tre-em", _("Children, pupils, students")
    WOMEN = "phu-nu", _("Women, mothers")
    ELDERLY = "nguoi-cao-tuoi", _("The elderly")
    DISABLED = "nguoi-khuyet-tat", _("People with disabilities")
    POOR = "ho-ngheo", _("Poor and near-poor households")
    MERIT = "nguoi-co-cong", _("People with merit to the revolution")
    MINORITIES = "dan-toc-thieu-so", _("Ethnic minorities")
    FARMERS = "nong-dan", _("Farmers, cooperatives")
    WORKERS = "nguoi-lao-dong", _("Workers")
    BUSINESS = "doanh-nghiep", _("Businesses, household businesses")


class Field(models.TextChoices):
    """The field of life that a text is about; the values stand in addresses."""

    LAND = "dat-dai", _("Land, housing, construction")
    CIVIL = "ho-tich", _("Civil status, residence, family")
    SOCIAL = "an-sinh", _("Social security")
    HEALTH = "y-te", _("Health, health insurance")
    EDUCATION = "giao-duc", _("Education, training")
    LABOUR = "lao-dong", _("Labour, employment")
    FARMING = "nong-nghiep", _("Agriculture, forestry")
    TRADE = "kinh-doanh", _("Business, taxes, fees")
    ORDER = "an-ninh", _("Order, traffic, fire safety")
    DEFENCE = "quoc-phong", _("Defence, military service")
    ENVIRONMENT = "moi-truong", _("Environment, resources")
    CULTURE = "van-hoa", _("Culture, sport, tourism")
    DEMOCRACY = "dan-chu", _("Democracy, complaints, information")
    DIGITAL = "chuyen-doi-so", _("Digital transformation")
    OTHER = "khac", pgettext_lazy("field of life", "Other")


class Validity(models.TextChoices):
    """Whether what a text describes can be had on a day."""

    UNSTATED = "unstated", ""
    COMING = "coming", _("Not yet in force")
    VALID = "valid", _("In force, can be applied for")
    OVER = "over", _("No longer in force")


class PracticalPage(PortalPage):
    """A text from which somebody learns what to do, or what is due to them."""

    is_translatable = True

    audience = models.CharField(
        _("for whom"), max_length=20, choices=Audience.choices, default=Audience.EVERYBODY,
        help_text=_("Who will look for this text; visitors filter by it."),
    )  # fmt: skip
    field = models.CharField(_("field of life"), max_length=20, choices=Field.choices)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_until = models.DateField(
        _("in force until"), null=True, blank=True,
        help_text=_("The last day. The page stays and says that it is over."),
    )  # fmt: skip
    where = models.CharField(
        _("where to go"), max_length=255, blank=True,
        help_text=_("Example: Trung tâm Phục vụ hành chính công phường, quầy số 2."),
    )  # fmt: skip
    steps = BodyField([("step", StepBlock())], verbose_name=_("steps"), blank=True)
    papers = BodyField([("paper", PaperBlock())], verbose_name=_("papers to bring"), blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("more about it"), blank=True)

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("body"),
        index.SearchField("steps"),
        index.SearchField("papers"),
        index.FilterField("audience"),
        index.FilterField("field"),
    ]

    how_panels = [
        FieldPanel(
            "steps",
            help_text=_(
                "What to do, one step each, in the order in which people do it. For "
                "example: Điền tờ khai theo mẫu."
            ),
        ),
        FieldPanel(
            "papers",
            help_text=_(
                "What to bring, one paper each. For example: Bản sao giấy khai sinh của trẻ"
            ),
        ),
        FieldPanel("where"),
        InlinePanel("legal_bases", heading=_("Legal basis"), label=_("Provision")),
        PortalPage.body_panel,
        PortalPage.attachments_panel,
        PortalPage.provenance_panel,
    ]
    whom_panel = MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "audience",
                        help_text=_(
                            "Who will look for this text; visitors filter by it. For example: "
                            "choose farmers for support after a storm."
                        ),
                    ),
                    FieldPanel(
                        "field",
                        help_text=_(
                            "Of which part of life it is. For example: choose health for the "
                            "insurance of children."
                        ),
                    ),
                ]
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "valid_from",
                        help_text=_("The first day on which it counts. For example: 01/07/2026"),
                    ),
                    FieldPanel(
                        "valid_until",
                        help_text=_(
                            "The last day. The page stays and says that it is over. For example: "
                            "31/12/2026"
                        ),
                    ),
                ]
            ),
        ],
        heading=_("For whom, in which field, how long"),
    )

    class Meta:
        abstract = True

    def counts_as_item(self) -> bool:
        """Every such text is content."""
        return True

    def describe_itself(self) -> None:
        """Let lists show for whom it is."""
        super().describe_itself()
        self.kind_label = str(self.get_audience_display())

    @property
    def plain_text(self) -> str:
        """Return the words of body, steps and papers."""
        parts = [super().plain_text]
        for name in ("steps", "papers"):
            value = getattr(self, name)
            parts += value.stream_block.get_searchable_content(value)
        return " ".join([*parts, str(self.get_field_display()), str(self.get_audience_display())])

    @property
    def validity(self) -> Validity:
        """Return whether it is in force today."""
        return self.validity_on(timezone.localdate())

    def validity_on(self, day: date) -> Validity:
        """Return whether it is in force on a day; nothing stated is shown as nothing."""
        if self.valid_from is None and self.valid_until is None:
            return Validity.UNSTATED
        if self.valid_from and day < self.valid_from:
            return Validity.COMING
        return Validity.OVER if self.valid_until and day > self.valid_until else Validity.VALID

    def errors_by_field(self) -> dict:
        """Refuse a time that ends before it begins, and a text of nobody."""
        errors = super().errors_by_field() | unnamed_origin(self)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            errors["valid_until"] = _("The last day in force must not lie before the first.")
        return errors

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add what the templates show: files, basis with its documents, related texts."""
        load_renditions(pictures_of_body(self))
        return (
            super().get_context(request, *args, **kwargs)
            | beside_text(self, request)
            | related(self)
            | {
                "facts_template": self.facts_template,
                "closing_template": "guidance/bases.html",
                "bases": self.shown_bases(),
            }
        )

    def shown_bases(self) -> list["LegalBasis"]:
        """Return the provisions in their order, each with its document; one query."""
        rows = self.legal_bases.all()
        # A preview holds its rows in memory.
        return list(rows.select_related("document") if self.pk else rows)


class LegalBasis(Orderable):
    """A provision on which a text rests, in the library of documents where it is there."""

    citation = models.CharField(
        _("document"), max_length=255,
        help_text=_("Name and number. Example: Luật Bảo hiểm xã hội số 41/2024/QH15."),
    )  # fmt: skip
    provision = models.CharField(
        _("provision"), max_length=120, blank=True, help_text=_("Example: Điều 21 khoản 1.")
    )
    document = models.ForeignKey(
        LegalDocumentPage, verbose_name=_("in our library"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
        help_text=_("Readers open it with one click."),
    )  # fmt: skip
    url = models.URLField(
        _("or its address elsewhere"), max_length=500, blank=True,
        help_text=_("Example: https://vbpl.vn/…"),
    )  # fmt: skip

    panels = [
        FieldPanel("citation"),
        FieldPanel("provision"),
        FieldPanel(
            "document",
            help_text=_(
                "Choose it if a site of the province publishes it: readers open it with "
                "one click. For example: the resolution on the support."
            ),
        ),
        FieldPanel("url"),
    ]

    # Rows that a form sends by their keys are looked for here.
    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return f"{self.citation}, {self.provision}" if self.provision else self.citation

    def clean(self) -> None:
        """Compose letters and marks, as pages do."""
        super().clean()
        compose_letters(self)

    @property
    def link(self) -> str:
        """Return where the provision can be read; empty where nowhere."""
        if self.document is not None and self.document.live:
            return self.document.full_url
        return self.url
