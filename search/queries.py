"""Search as other rooms ask it: for pages of one site, of one section, of the province."""

from collections.abc import Sequence

from commune_site.models.base import PortalPage
from portal_network.tenancy.directory import Tenant
from search import labels, pages
from search.finding import Filters, Scope, find
from search.index import current_index
from search.index.base import All, AtLeast, Token
from search.models import SearchEntry

MOST_PAGES = 50


def find_on_site(
    tenant: Tenant, query: str, *, section: str = "", most: int = MOST_PAGES
) -> list[PortalPage]:
    """Return what this site shows about ``query``, best first; all words must be there."""
    return find_pages(Scope.of(tenant), query, section=section, most=most)


def find_in_province(tenant: Tenant, query: str, *, most: int = MOST_PAGES) -> list[PortalPage]:
    """Return what the province and its communes show about ``query``, best first."""
    return find_pages(Scope.province_of(tenant), query, most=most)


def find_pages(
    scope: Scope, query: str, *, section: str = "", most: int = MOST_PAGES
) -> list[PortalPage]:
    """Return pages of a place as the base table has them, best first."""
    keys = find_page_keys(scope, query, Filters(section=section), most=most)
    rows = PortalPage.objects.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def find_page_keys(
    scope: Scope, query: str, filters: Filters | None = None, *, most: int = MOST_PAGES
) -> Sequence[int]:
    """Return the keys of pages of a place, best first."""
    results = find(scope, query, filters, size=most, all_words=True)
    entries = (hit.entry for hit in results.hits)
    return [entry.object_id for entry in entries if entry.source == pages.SOURCE]


def find_alike(scope: Scope, words: Sequence[str], *, section: str, most: int) -> list[int]:
    """Return the keys of pages of a section with the same words, those that share most first.

    ``words`` are folded. Those with all of them come first, then those with half, then any.
    """
    tokens = tuple(map(Token, dict.fromkeys(words)))
    if not tokens:
        return []
    place = (scope.expression, Token(labels.by_value("section", section)))
    found: dict[int, None] = {}
    for fewest in sorted({len(tokens), (len(tokens) + 1) // 2, 1}, reverse=True):
        expression = All((*place, AtLeast(tokens, fewest)))
        found |= dict.fromkeys(
            current_index().matching(expression, most, is_narrow=scope.is_narrow)
        )
        if len(found) >= most:
            break
    entries = SearchEntry.everywhere.filter(pk__in=list(found), source=pages.SOURCE)
    keys = dict(entries.values_list("pk", "object_id"))
    return [keys[number] for number in found if number in keys][:most]
