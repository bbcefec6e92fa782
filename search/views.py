"""The public search page of every site."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commune_site.cards import make_cards
from commune_site.pagination import Pager, paginate
from search.queries import find_in_province, find_on_site
from search.sources import Found, find_beside_pages
from search.text import clean_query

PAGE_SIZE = 20
QUERY_PARAMETER = "q"
SCOPE_PARAMETER = "pham-vi"
PROVINCE_SCOPE = "tinh"
MAX_QUERY_LENGTH = 200


def search(request: HttpRequest) -> HttpResponse:
    """Show what this site, or the whole province, publishes about the query.

    A query that is too long answers 400 with the form still filled in; an unknown scope is the
    site itself.
    """
    raw = request.GET.get(QUERY_PARAMETER, "")
    query = clean_query(raw, MAX_QUERY_LENGTH)
    tenant = request.tenant
    in_province = request.GET.get(SCOPE_PARAMETER) == PROVINCE_SCOPE or tenant.is_province
    too_long = len(raw) > MAX_QUERY_LENGTH
    pager: Pager | None = None
    beside: list[Found] = []
    if query and not too_long:
        find = find_in_province if in_province else find_on_site
        pager = paginate(request, find(tenant, query), PAGE_SIZE)
        pager.items[:] = make_cards(pager.items, tenant)
        if pager.number == 1:
            beside = find_beside_pages(tenant, query)
    context = {
        "query": query,
        "scope": "province" if in_province else "site",
        "scope_urls": {
            "site": _scope_url(query, ""),
            "province": _scope_url(query, PROVINCE_SCOPE),
        },
        "pager": pager,
        "beside": beside,
        "error": _("The query is too long. Please use fewer words.") if too_long else "",
        "robots": "noindex",
    }
    return render(request, "search/results.html", context, status=400 if too_long else 200)


def _scope_url(query: str, scope: str) -> str:
    parameters = {QUERY_PARAMETER: query}
    if scope:
        parameters[SCOPE_PARAMETER] = scope
    return f"/tim-kiem/?{urlencode(parameters)}"
