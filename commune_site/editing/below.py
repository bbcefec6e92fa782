"""What screens share that make pages below another one."""

from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.models import PortalPage


class BelowPageMixin(WagtailAdminTemplateMixin):
    """Names the page below which something is made: subtitle, way back and ``parent``.

    ``dispatch`` sets :attr:`parent` once it has asked who may add pages there.
    """

    parent: PortalPage

    def get_page_subtitle(self) -> str:
        """Return the name of the section or the site."""
        return self.parent.title

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        listing = reverse("wagtailadmin_explore", args=[self.parent.pk])
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": listing, "label": self.parent.title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        """Add where the page will stand."""
        return super().get_context_data(**kwargs) | {"parent": self.parent}
