"""Photo albums (row 49)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commune_site.activities.models.texts import TextPage
from commune_site.blocks import ImageBlock
from commune_site.fields import BodyField
from commune_site.models import PortalPage


class AlbumPage(TextPage):
    """Pictures of one occasion, each described for those who cannot see it."""

    schema_types = ("ImageGallery",)

    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("taken at"), max_length=160, blank=True)
    gallery = BodyField(
        [("image", ImageBlock())], verbose_name=_("pictures of the album"), min_num=1
    )

    template = "commune_site/article_page.html"
    facts_template = "activities/album.html"
    parent_page_types = ["commune_site.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "gallery",
            help_text=_(
                "Six to twenty pictures of one occasion; each says what it shows. For "
                "example: a festival, from the opening to the prizes."
            ),
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "taken_on", help_text=_("The day of the occasion. For example: 16/11/2026")
                ),
                FieldPanel(
                    "place",
                    help_text=_("Where the pictures were taken. For example: Nhà văn hóa khối 5"),
                ),
            ]
        ),
        PortalPage.lead_image_panel,
        *TextPage.last_panels,
    ]

    class Meta:
        verbose_name = _("photo album")
        verbose_name_plural = _("photo albums")

    def describe_itself(self) -> None:
        """Show the first picture in lists where no other was chosen."""
        super().describe_itself()
        first = next((block.value for block in self.gallery or () if block.value["image"]), None)
        if self.lead_image_id is None and first is not None:
            self.lead_image, self.lead_image_alt = first["image"], first["alt"]

    def structured_data(self) -> list[dict]:
        """Describe the album (``ImageGallery``)."""
        album = {
            "@type": "ImageGallery",
            "name": self.title,
            "url": self.full_url,
            "datePublished": self.disclosed_on,
        }
        return [*super().structured_data(), album]
