"""What the pages of this room have in common: a text, a picture, author and source."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from commune_site.article_context import article_context
from commune_site.blocks import BodyBlock
from commune_site.fields import BodyField
from commune_site.models import PortalPage
from commune_site.validation import undescribed_picture, unnamed_origin


class TextPage(PortalPage):
    """A page that is content of its section; ``facts_template`` draws what its type states."""

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    search_fields = [*PortalPage.search_fields, index.SearchField("body")]

    last_panels = [
        PortalPage.body_panel,
        PortalPage.attachments_panel,
        PortalPage.provenance_panel,
    ]

    class Meta:
        abstract = True

    def counts_as_item(self) -> bool:
        """Every page of this room is content."""
        return True

    def errors_by_field(self) -> dict:
        """Refuse a text of nobody and a picture that some cannot see."""
        picture = undescribed_picture(self, "lead_image", "lead_image_alt")
        return super().errors_by_field() | unnamed_origin(self) | picture

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add pictures, files, related items, links to print and share."""
        return (
            super().get_context(request, *args, **kwargs)
            | article_context(self, request)
            | {"facts_template": self.facts_template}
        )
