"""A page that stands by itself and is kept up to date: functions, history, contacts."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from commune_site.article_context import information_context
from commune_site.blocks import BodyBlock
from commune_site.fields import BodyField
from commune_site.metadata import described
from commune_site.models.base import PortalPage
from commune_site.navigation import visible_node
from commune_site.section_context import presentation_context


class InformationPage(PortalPage):
    """Plain information; as the page of a whole section it counts as that section's content."""

    schema_types = ("WebPage",)

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    is_translatable = True

    template = "commune_site/information_page.html"
    parent_page_types = ["commune_site.SectionPage", "commune_site.InformationPage"]
    subpage_types = ["commune_site.InformationPage", "commune_site.RedirectPage"]

    search_fields = [*PortalPage.search_fields, index.SearchField("body")]

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "body",
            help_text=_(
                "Headings, paragraphs, pictures, tables and files in the order in which they are "
                "read. A text in Word is taken over by “Import from Word”."
            ),
        ),
        PortalPage.attachments_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def counts_as_item(self) -> bool:
        """Tell whether anything is written; an empty page is a debt, not content (R127)."""
        return bool(self.body)

    def structured_data(self) -> list[dict]:
        """Add the page as one about its subject."""
        return [*super().structured_data(), described(self, "WebPage")]

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add files, links and what stands on the page by itself; hide it while it is empty."""
        node = visible_node(self, request)
        context = super().get_context(request, *args, **kwargs)
        return (
            context
            | information_context(self, request)
            | presentation_context(self, request)
            | {"is_empty": node is None or node.is_empty}
        )
