"""The front page of a province and its directory of communes."""

from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest

from commune_site.cards import Card
from commune_site.frontpage import (
    DOCUMENTS_GROUP,
    NEWS_GROUP,
    card_lists,
    group_slugs,
    group_url,
)
from commune_site.kept_pages import tags_shown_by
from commune_site.models.base import PortalPage
from home.province_map import province_map
from portal_network.delivery.page_cache.caches import kept_part
from portal_network.tenancy.directory import Tenant, directory
from search.text import clean_query, fold

NEWS_COUNT = 6
# What concerns more than the people of one commune: no work schedules, no local alerts.
NETWORK_NEWS_SECTIONS = ("news", "digital-transformation", "campaigns")
DOCUMENTS_COUNT = 6


@dataclass(frozen=True, slots=True)
class CommuneEntry:
    """One commune in the directory."""

    code: str
    name: str
    kind: str
    url: str
    is_active: bool


def province_front_page(page, request: HttpRequest) -> dict:
    """Return the newest items of the network, the communes and their map."""
    tenant = page.tenant
    newest = kept_part(tenant, "front page", tags_shown_by(page), lambda: newest_items(tenant))
    return newest | {
        "communes": commune_entries(tenant),
        "commune_map": province_map(tenant),
        "directory_url": _directory_url(page, request),
        "news_url": group_url(tenant, NEWS_GROUP),
        "documents_url": group_url(tenant, DOCUMENTS_GROUP),
    }


def newest_items(tenant: Tenant) -> dict[str, list[Card]]:
    """Return what is new on all sites of the province, and the province's own documents."""
    network = PortalPage.objects.of_open_sites(tenant.code).public_items()
    own = PortalPage.objects.of_tenant(tenant).public_items()
    lists = {
        "news": network.filter(section__in=NETWORK_NEWS_SECTIONS)[:NEWS_COUNT],
        "documents": own.filter(section__in=group_slugs(DOCUMENTS_GROUP))[:DOCUMENTS_COUNT],
    }
    return card_lists(lists, tenant)


def _directory_url(page, request: HttpRequest) -> str:
    directories = apps.get_model("home", "CommuneDirectoryPage").objects
    found = directories.child_of(page).live().first()
    return found.get_url(request) if found else ""


def directory_context(page, request: HttpRequest) -> dict:
    """Return the communes whose names hold what the visitor typed, with or without marks."""
    tenant = page.tenant
    query = clean_query(request.GET.get("q", ""), max_length=80)
    wanted = fold(query)
    return {
        "query": query,
        "communes": [entry for entry in commune_entries(tenant) if wanted in fold(entry.name)],
        "commune_map": province_map(tenant),
    }


def commune_entries(tenant: Tenant) -> list[CommuneEntry]:
    """Return the communes of a province in Vietnamese order of their names; no query."""
    entries = [
        CommuneEntry(
            commune.code, commune.name, commune.unit_kind, commune.root_url, commune.is_active
        )
        for commune in directory.communes_of(tenant.code)
        if commune.root_url
    ]
    return sorted(entries, key=lambda entry: fold(entry.name.split(" ", 1)[-1]))
