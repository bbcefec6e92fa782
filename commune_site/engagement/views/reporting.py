"""“Báo thông tin sai” on every published item (R58)."""

from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from commune_site.engagement.forms.public import ReportForm
from commune_site.engagement.kinds_shipped import REPORT
from commune_site.engagement.records import record_title
from commune_site.engagement.views.asking import CaseFormView
from commune_site.models.base import PortalPage
from commune_site.page_context import Breadcrumb, breadcrumbs
from portal_network.tenancy.isolation.references import is_key


class ReportView(CaseFormView):
    """A short form about one public page of this site, or what its section shows from data."""

    kind = REPORT
    form_class = ReportForm
    template_name = "engagement/report.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the page, which everybody may read.

        Raises:
            Http404: this site has no such public page, or shows nothing of that name there.
        """
        super().setup(request, *args, **kwargs)
        self.record = kwargs.get("record", "")
        pages = PortalPage.objects.of_tenant(request.tenant)
        pages = pages.live().unexpired().open_to_all() if self.record else pages.public_items()
        key = kwargs["page_id"]
        self.page = pages.filter(pk=key).first() if is_key(str(key)) else None
        if self.page is None:
            raise Http404
        self.name = self.page.title
        if self.record:
            self.name = record_title(self.page, request, self.record)
        if not self.name:
            raise Http404

    def title(self) -> str:
        """Return the title of the page."""
        return _("Report wrong information")

    def subject(self) -> str:
        """Return the title of what is wrong."""
        return self.name[:200]

    def about(self) -> PortalPage:
        """Return the page that is wrong."""
        return self.page

    def page_context(self) -> dict:
        """Add the page, and the way from it."""
        way = breadcrumbs(self.page, self.request)
        address = self.page.get_url(self.request)
        if self.record:
            address += f"{quote(self.record)}/"
            way = [*way, Breadcrumb(self.name, address)]
        # Not for search engines: one form per page of every site.
        return super().page_context() | {
            "reported": self.name,
            "reported_url": address,
            "breadcrumbs": [*way, Breadcrumb(self.title(), self.request.path)],
            "robots": "noindex",
        }
