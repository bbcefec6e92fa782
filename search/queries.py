"""Asks the search backend for pages."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import BaseSearchResults, EmptySearchResults

from commune_site.models import CommuneHomePage, PortalPage
from commune_site.models.base import PortalPageQuerySet
from commune_site.navigation import site_tree
from commune_site.sections import get_registry
from commune_site.variants import MAIN_LANGUAGE
from home.models import CommuneDirectoryPage, ProvinceHomePage
from portal_network.tenancy.directory import Tenant
from search.text import searchable_words


def find_on_site(tenant: Tenant, query: str) -> BaseSearchResults:
    """Return what this site shows about ``query``, best first; see :func:`find_items`."""
    filled = {node.section for node in site_tree(tenant).root.walk() if not node.is_empty}
    return find_items(PortalPage.objects.of_tenant(tenant), query, sections=filled)


def find_in_province(tenant: Tenant, query: str) -> BaseSearchResults:
    """Return what the province and its communes show about ``query``; see :func:`find_items`.

    Pages of sections are left out but for those that always say something: a word that names a
    section would find it once per commune, and bury what is published in it.
    """
    return find_items(PortalPage.objects.of_open_sites(tenant.province_code), query)


def find_items(
    pages: PortalPageQuerySet, query: str, sections: set[str] | frozenset[str] = frozenset()
) -> BaseSearchResults:
    """Return the public pages among ``pages`` that hold the words of ``query``, best first.

    The query is folded: title, summary and number are indexed without marks beside the text as
    written, so that ``khai sinh`` and ``khài sính`` find the same. Never found are expired items,
    pages under a view restriction, English pages, lists that name people (R83) and empty sections
    (R127): of the tree only home pages and the pages of ``sections`` and of standing sections show
    something.
    """
    words = searchable_words(query)
    if not words:
        return EmptySearchResults()
    registry = get_registry()
    standing = {section.slug for section in registry.sections if section.standing}
    homes = ContentType.objects.get_for_models(
        CommuneHomePage, ProvinceHomePage, CommuneDirectoryPage
    )
    shown = Q(is_item=True) | Q(content_type__in=list(homes.values()))
    shown |= Q(section__in=(standing | sections) - {""})
    vietnamese = pages.filter(written_in=MAIN_LANGUAGE)
    searchable = vietnamese.live().public().unexpired().filter(shown).findable()
    return get_search_backend().search(words, searchable, operator="and")
