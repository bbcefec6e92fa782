"""The list of consultations that are open or owe their outcome."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune_site.consultations.debts import owed, sees_consultations, unfinished, with_counts

ROWS_PER_PAGE = 20


class UnfinishedView(WagtailAdminTemplateMixin, TemplateView):
    """All of them, page by page; ``?no=1`` leaves those whose outcome is owed."""

    template_name = "consultations/admin/list.html"
    page_title = _("Consultations")
    header_icon = "comment"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Show the list to those whose work it is.

        Raises:
            Http404: for everybody else.
        """
        if not sees_consultations(request.user):
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        return [*super().breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs) -> dict:
        """Add one page of the list; four queries."""
        pages = unfinished(self.request.user)
        only_owed = self.request.GET.get("no") == "1"
        paginator = Paginator(owed(pages) if only_owed else pages, ROWS_PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "pages": with_counts(list(page.object_list)),
            "owed": owed(pages).count(),
            "only_owed": only_owed,
            "query": "no=1" if only_owed else "",
        }
