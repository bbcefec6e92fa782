"""The public search page of every site."""

from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commune_site.pagination import MAX_PAGE, PAGE_PARAMETER, Pager, paginate, requested_number
from portal_network.tenancy.directory import Tenant
from search.asking import (
    ORDER_PARAMETER,
    PROVINCE_SCOPE,
    SCOPE_PARAMETER,
    Asked,
    choices_of,
    read_request,
    tabs_of,
)
from search.correction import Meant, find_as_meant, nearby_terms
from search.finding import Filters, Match, Order, Results, find
from search.query_log import count_query
from search.results import shown_hits

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of answers where a list of all is expected."""

    hits: list

    def __getitem__(self, _part: slice) -> list:
        return self.hits


def search(request: HttpRequest) -> HttpResponse:
    """Show what this site, or the whole province, publishes about the query.

    A query that is too long and a page that does not exist answer 400 with the form still filled
    in; an unknown scope is the site itself, an unknown value of a filter leaves nothing.
    """
    tenant: Tenant = request.tenant
    asked = read_request(request, tenant)
    meant, pager, error = None, None, ""
    if asked.is_too_long:
        error = _("The query is too long. Please use fewer words.")
    elif asked.query:
        try:
            meant, pager = _answer(request, asked, tenant)
        except Http404:
            error = _("There is no such page in this list.")
    context = _context(asked, tenant, meant) | {
        "pager": pager,
        "error": error,
        "robots": "noindex",
    }
    return render(request, "search/results.html", context, status=400 if error else 200)


def _answer(request: HttpRequest, asked: Asked, tenant: Tenant) -> tuple[Meant, Pager]:
    number = requested_number(request, PAGE_PARAMETER, minimum=1, maximum=MAX_PAGE) or 1
    meant = find_as_meant(
        asked.scope(tenant), asked.query, asked.filters, asked.order, number, PAGE_SIZE,
        literally=asked.literally,
    )  # fmt: skip
    results = meant.results
    if number == 1 and not asked.filters.chosen():
        # Answers that lack a word are not what people looked for.
        answered = meant.corrected or asked.query
        count_query(tenant, answered, results.total if results.matched is Match.ALL else 0)
    hits = _Page(shown_hits(results, tenant))
    return meant, paginate(request, hits, PAGE_SIZE, results.total)


def _context(asked: Asked, tenant: Tenant, meant: Meant | None) -> dict:
    context = {
        "query": asked.query,
        "scope": "province" if asked.in_province else "site",
        "with_authority": asked.in_province,
        "scope_urls": {
            "site": replace(asked, in_province=False, filters=Filters()).url(),
            "province": replace(asked, filters=Filters()).url(**{SCOPE_PARAMETER: PROVINCE_SCOPE}),
        },
    }
    if meant is None:
        return context
    results, typed = meant.results, asked.query
    literally_url = replace(asked, literally=True).url()
    # What is narrowed and ordered is what was answered.
    asked = replace(asked, query=meant.corrected or typed)
    orders = ((Order.RELEVANCE, _("Best first")), (Order.NEWEST, _("Newest first")),
              (Order.OLDEST, _("Oldest first")))  # fmt: skip
    return context | {
        "results": results,
        "answered": asked.query,
        "corrected": meant.corrected,
        "literally_url": literally_url,
        "nearby": [] if results.total else nearby_terms(asked.scope(tenant), typed),
        "is_nearly": results.matched == Match.MOST and results.total > 0,
        "tabs": tabs_of(asked, _kinds(asked, tenant, results)),
        "choices": choices_of(asked, results),
        "is_narrowed": any(name != "kind" for name in asked.filters.chosen()),
        "kind": asked.filters.kind,
        "without_filters_url": replace(asked, filters=Filters(kind=asked.filters.kind)).url(),
        "orders": [
            (label, asked.url(**{ORDER_PARAMETER: order.value}), order == asked.order)
            for order, label in orders
        ],
        "order": asked.order.value,
        "asking_url": reverse("engagement-ask"),
    }


def _kinds(asked: Asked, tenant: Tenant, results: Results) -> list:
    """Return the kinds of all answers, also where one kind was chosen."""
    if asked.filters.kind:
        others = replace(asked.filters, kind="")
        results = find(asked.scope(tenant), asked.query, others, asked.order, 1, 1)
    return results.facets.get("kind", [])
