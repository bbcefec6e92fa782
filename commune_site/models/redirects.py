"""A link to another site that stands in a section like a page."""

from urllib.parse import urldefrag

from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel

from commune_site.categories import LinkGroup
from commune_site.models.base import PortalPage
from commune_site.variants import MAIN_LANGUAGE


class RedirectPage(PortalPage):
    """A link: the online services of the national portal, the province's systems, and so on."""

    target_url = models.URLField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    link_group = models.CharField(
        _("group of links"), max_length=30, blank=True, choices=LinkGroup.choices,
        help_text=_(
            "Under which heading it stands in the directory of links. For example: the site of a "
            "neighbouring commune belongs to “Communes and wards”."
        ),
    )  # fmt: skip

    parent_page_types = ["commune_site.SectionPage", "commune_site.InformationPage"]
    subpage_types: list[str] = []

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel(
            "target_url",
            help_text=_("As the browser shows it. For example: https://dichvucong.gov.vn"),
        ),
        FieldPanel("link_group"),
    ]

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def counts_as_item(self) -> bool:
        """Every link is content."""
        return True

    def describe_itself(self) -> None:
        """Note the group, by which the directory is ordered."""
        super().describe_itself()
        with override(MAIN_LANGUAGE):
            self.kind_label = str(self.get_link_group_display())[:60]

    def errors_by_field(self) -> dict:
        """Refuse a link that leads back to itself."""
        errors = super().errors_by_field()
        # Also a page that is not saved yet knows its address.
        own = self.full_url if self.url_path else None
        if own and urldefrag(self.target_url).url.rstrip("/") == own.rstrip("/"):
            errors["target_url"] = _("The link leads to itself.")
        return errors

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseRedirect:
        """Send the editor on as well: there is no page of one's own to look at."""
        return self.serve(request)

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponseRedirect:
        """Send the visitor on."""
        return HttpResponseRedirect(self.target_url)
