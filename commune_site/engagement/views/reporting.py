"""“Báo thông tin sai” on every published item (R58)."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from commune_site.engagement.forms.public import ReportForm
from commune_site.engagement.kinds_shipped import REPORT
from commune_site.engagement.views.asking import CaseFormView
from commune_site.models.base import PortalPage
from commune_site.page_context import Breadcrumb, breadcrumbs
from portal_network.tenancy.isolation.references import is_key


class ReportView(CaseFormView):
    """A short form about one public page of this site."""

    kind = REPORT
    form_class = ReportForm
    template_name = "engagement/report.html"

    def setup(self, request: HttpRequest, *args, **kwargs) -> None:
        """Find the page, which everybody may read.

        Raises:
            Http404: this site has no such public page.
        """
        super().setup(request, *args, **kwargs)
        pages = PortalPage.objects.of_tenant(request.tenant).public_items()
        key = kwargs["page_id"]
        self.page = pages.filter(pk=key).first() if is_key(str(key)) else None
        if self.page is None:
            raise Http404

    def title(self) -> str:
        """Return the title of the page."""
        return _("Report wrong information")

    def subject(self) -> str:
        """Return the title of the page that is wrong."""
        return self.page.title[:200]

    def about(self) -> PortalPage:
        """Return the page that is wrong."""
        return self.page

    def page_context(self) -> dict:
        """Add the page, and the way from it."""
        way = [*breadcrumbs(self.page, self.request), Breadcrumb(self.title(), self.request.path)]
        # Not for search engines: one form per page of every site.
        return super().page_context() | {
            "reported": self.page,
            "reported_url": self.page.get_url(self.request),
            "breadcrumbs": way,
            "robots": "noindex",
        }
