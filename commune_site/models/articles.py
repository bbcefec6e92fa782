"""News and other texts that are published one after another in a section."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from commune_site.article_context import article_context
from commune_site.blocks import BodyBlock, ImageBlock
from commune_site.categories import NewsCategory
from commune_site.fields import BodyField
from commune_site.metadata import described, stated
from commune_site.models.base import PortalPage
from commune_site.validation import undescribed_picture, unnamed_origin
from commune_site.variants import MAIN_LANGUAGE
from search.kinds import Kind


class ArticlePage(PortalPage):
    """An article: body, picture with alternative text, gallery, files; author and source (R37)."""

    schema_types = ("NewsArticle",)

    lead_image_caption = models.CharField(_("caption"), max_length=255, blank=True)
    category = models.CharField(
        _("field of work"), max_length=30, blank=True, choices=NewsCategory.choices,
        help_text=_(
            "Visitors narrow the list by it. For example: a day on which roads are mended belongs "
            "to “Roads, land, environment”."
        ),
    )  # fmt: skip
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    gallery = BodyField([("image", ImageBlock())], verbose_name=_("gallery"), blank=True)

    is_translatable = True

    search_kind = Kind.NEWS
    template = "commune_site/article_page.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("body"),
        index.FilterField("category"),
    ]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("category"),
        PortalPage.captioned_image_panel,
        PortalPage.body_panel,
        FieldPanel(
            "gallery",
            help_text=_(
                "Further pictures of the same occasion; each is described. For example: the "
                "opening, the meal, the prizes."
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def counts_as_item(self) -> bool:
        """Every article is content."""
        return True

    def describe_itself(self) -> None:
        """Note the field of work, which is a subject of the metadata, too."""
        super().describe_itself()
        with override(MAIN_LANGUAGE):
            self.kind_label = str(self.get_category_display())[:60]

    def errors_by_field(self) -> dict:
        """Refuse a picture without alternative text and a text without author or source."""
        picture = undescribed_picture(self, "lead_image", "lead_image_alt")
        return super().errors_by_field() | unnamed_origin(self) | picture

    def structured_data(self) -> list[dict]:
        """Add the article itself."""
        article = described(self, "NewsArticle") | stated(
            {
                "headline": self.title,
                "datePublished": self.disclosed_on.isoformat(),
                "articleSection": str(self.get_category_display()) or self.section_name,
                "author": {"@type": "Organization", "name": self.author} if self.author else {},
            }
        )
        return [*super().structured_data(), article]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add pictures, files, related items and links to print, save and share."""
        return super().get_context(request, *args, **kwargs) | article_context(self, request)
