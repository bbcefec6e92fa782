"""Relics and scenic places: rank, decision, where they are, pictures (R38)."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from commune_site.article_context import article_context
from commune_site.blocks import BodyBlock, ImageBlock
from commune_site.fields import BodyField
from commune_site.models import PortalPage
from commune_site.organisation.models.positions import Positioned
from commune_site.organisation.names import NameField
from commune_site.organisation.structured_data import heritage_data
from commune_site.validation import undescribed_picture, unnamed_origin
from portal_network.tenancy.models.authorities import PHONE


class HeritageRank(models.TextChoices):
    """Ranks of relics (Law on Cultural Heritage), highest first; slugs stand in addresses."""

    SPECIAL = "quoc-gia-dac-biet", _("special national relic")
    NATIONAL = "quoc-gia", _("national relic")
    PROVINCIAL = "cap-tinh", _("provincial relic")
    LISTED = "kiem-ke", _("on the inventory of relics")
    UNRANKED = "chua-xep-hang", _("not ranked")


class HeritageKind(models.TextChoices):
    """Kinds of relics (Law on Cultural Heritage)."""

    HISTORICAL = "lich-su", _("historical relic")
    ARCHITECTURE = "kien-truc", _("architectural and artistic relic")
    ARCHAEOLOGY = "khao-co", _("archaeological relic")
    SCENIC = "danh-thang", _("scenic place")


class HeritagePage(Positioned, PortalPage):
    """A relic or a scenic place."""

    schema_types = ("LandmarksOrHistoricalBuildings",)

    rank = models.CharField(_("rank"), max_length=20, choices=HeritageRank.choices)
    heritage_kind = models.CharField(
        _("kind of relic"), max_length=12, choices=HeritageKind.choices
    )
    decision = NameField(
        _("decision of ranking"), max_length=255, blank=True,
        help_text=_("For example: Quyết định số 1234/QĐ-UBND ngày 15/8/2012 của UBND tỉnh."),
    )  # fmt: skip
    address = NameField(
        _("where it is"), max_length=255, help_text=_("For example: Thôn 2, xã Quốc Khánh.")
    )
    visiting = NameField(
        _("visiting hours and fee"), max_length=255, blank=True,
        help_text=_("For example: 7 giờ 30 – 17 giờ 00 hằng ngày, không thu phí."),
    )  # fmt: skip
    keeper_phone = models.CharField(
        _("telephone of the keeper"), max_length=30, blank=True, validators=[PHONE],
        help_text=_("The number of the office in charge, no private one."),
    )  # fmt: skip
    lead_image_caption = models.CharField(_("caption"), max_length=255, blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    gallery = BodyField([("image", ImageBlock())], verbose_name=_("gallery"), blank=True)

    is_translatable = True

    template = "commune_site/article_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("body"),
        index.SearchField("address"),
        index.FilterField("rank"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "rank",
                            help_text=_(
                                "As the decision on the rank says. For example: a relic of the "
                                "province."
                            ),
                        ),
                        FieldPanel(
                            "heritage_kind",
                            help_text=_(
                                "Visitors narrow the list by it. For example: choose history for a "
                                "former base of the resistance."
                            ),
                        ),
                    ]
                ),
                FieldPanel("decision"),
                FieldPanel("address"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "latitude", help_text=_("Degrees of WGS 84. For example: 21.853")
                        ),
                        FieldPanel(
                            "longitude", help_text=_("Degrees of WGS 84. For example: 106.761")
                        ),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("visiting"),
                        FieldPanel(
                            "keeper_phone",
                            help_text=_(
                                "The number of the office in charge, no private one. For example: "
                                "02053 123 456"
                            ),
                        ),
                    ]
                ),
            ],
            heading=_("The relic or scenic place"),
        ),
        PortalPage.captioned_image_panel,
        PortalPage.body_panel,
        FieldPanel(
            "gallery",
            help_text=_(
                "Further pictures of the place; each is described. For example: the gate,"
                " the bell, the yard."
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("relic or scenic place")
        verbose_name_plural = _("relics and scenic places")

    @property
    def plain_text(self) -> str:
        """Return the words of the body, with place and rank."""
        return f"{super().plain_text} {self.address} {self.get_rank_display()}"

    def counts_as_item(self) -> bool:
        """Every relic is content."""
        return True

    def describe_itself(self) -> None:
        """Show the rank in lists."""
        super().describe_itself()
        self.kind_label = str(self.get_rank_display())[:60]

    def errors_by_field(self) -> dict:
        """Refuse a picture without a text, half a position, and a rank without its decision."""
        errors = super().errors_by_field() | unnamed_origin(self) | self.position_errors()
        errors |= undescribed_picture(self, "lead_image", "lead_image_alt")
        ranked = {HeritageRank.SPECIAL, HeritageRank.NATIONAL, HeritageRank.PROVINCIAL}
        if self.rank in ranked and not self.decision:
            errors["decision"] = _("A ranked relic has a decision of ranking; write its number.")
        return errors

    def structured_data(self) -> list[dict]:
        """Return the relic as schema.org knows it."""
        return [*super().structured_data(), heritage_data(self)]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add pictures, files, related items and links to print, save and share."""
        return (
            super().get_context(request, *args, **kwargs)
            | article_context(self, request)
            | {"facts_template": "components/heritage_facts.html"}
        )
