"""Search for staff: everything of their own place, drafts among it, by all words of its text."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from commune_site.pagination import MAX_PAGE, PAGE_PARAMETER, paginate, requested_number
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.policies import works_for
from search import pages
from search.asking import MAX_QUERY_LENGTH, QUERY_PARAMETER
from search.finding import Hit, Scope, find
from search.results import address_of, owner_of
from search.snippets import pattern_of, snippet_of
from search.text import clean_query

PAGE_SIZE = 30
URL_NAME = "search_staff"


@dataclass(frozen=True, slots=True)
class StaffHit:
    """One answer; ``url`` opens the form of a page, and the public address of anything else."""

    title: str
    url: str
    reference: str
    snippet: str
    kind: str
    place: str
    is_public: bool


class StaffSearchView(WagtailAdminTemplateMixin, TemplateView):
    """What the place of this site holds about a question.

    An index keeps it to the place by a label, so that no list of keys is ever sent along.
    """

    template_name = "search/admin/staff.html"
    page_title = _("Search everything")
    header_icon = "search"
    _show_breadcrumbs = True

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer those who work for the site.

        Raises:
            Http404: for everybody else, and for a page of the list that does not exist.
        """
        if not works_for(request.user, request.tenant):
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        """Return the way here."""
        own = {"url": reverse(URL_NAME), "label": self.page_title}
        return [*super().get_breadcrumbs_items(), own]

    def get_context_data(self, **kwargs) -> dict:
        """Add the question and one page of its answers."""
        request = self.request
        query = clean_query(request.GET.get(QUERY_PARAMETER, ""), MAX_QUERY_LENGTH)
        context = super().get_context_data(**kwargs) | {"query": query}
        if not query:
            return context
        number = requested_number(request, PAGE_PARAMETER, minimum=1, maximum=MAX_PAGE) or 1
        results = find(staff_scope(request.tenant), query, page=number, size=PAGE_SIZE)
        pattern = pattern_of(results.query)
        hits = [_shown(hit, request.tenant, pattern) for hit in results.hits]
        pager = paginate(request, _Page(hits), PAGE_SIZE, results.total)
        return context | {"results": results, "pager": pager}


def staff_scope(tenant: Tenant) -> Scope:
    """Return what the staff of a site may search: its own place, of a province all of it."""
    return Scope(tenant.province_code, tenant.code if tenant.is_commune else "", staff=True)


@dataclass(frozen=True, slots=True)
class _Page:
    hits: list[StaffHit]

    def __getitem__(self, _part: slice) -> list[StaffHit]:
        return self.hits


def _shown(hit: Hit, tenant: Tenant, pattern) -> StaffHit:
    entry, owner = hit.entry, owner_of(hit.entry)
    is_page = entry.source == pages.SOURCE
    edit = reverse("wagtailadmin_pages:edit", args=[entry.object_id]) if is_page else ""
    return StaffHit(
        title=entry.title,
        url=edit or address_of(entry, tenant),
        reference=entry.reference,
        snippet=snippet_of(hit.text, pattern).html,
        kind=entry.type_label or entry.get_kind_display(),
        place=owner.name if owner else "",
        is_public=entry.is_public,
    )
