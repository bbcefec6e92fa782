"""The report of links that lead nowhere."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.links.services import broken_links
from portal_network.tenancy.screens.works_somewhere import WorksSomewhereMixin


class BrokenLinksView(WorksSomewhereMixin, WagtailAdminTemplateMixin, TemplateView):
    """The links of one's own sites that the last look found failing."""

    template_name = "links/report.html"
    page_title = gettext_lazy("Links that lead nowhere")
    header_icon = "link"

    def get_context_data(self, **kwargs) -> dict:
        """Add the failing links; two queries."""
        return super().get_context_data(**kwargs) | {"failing": broken_links()}

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        items = [{"url": reverse("links_report"), "label": _("Links that lead nowhere")}]
        return [*WagtailAdminTemplateMixin.breadcrumbs_items, *items]
