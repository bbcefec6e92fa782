"""The front page of a commune: tasks first, then what is new (R127: useful with zero news)."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commune_site.cards import Card, make_cards
from commune_site.kept_pages import tags_shown_by
from commune_site.models.base import PortalPage
from commune_site.navigation import SiteTree, site_tree
from commune_site.sections import get_registry
from portal_network.delivery.page_cache.caches import kept_part
from portal_network.tenancy.directory import Tenant

NEWS_COUNT = 6
DOCUMENTS_COUNT = 6
DISCLOSURES_COUNT = 5
PROVINCE_NEWS_COUNT = 4
LINKS_COUNT = 8

# The groups of the registry whose newest items the front page lists.
NEWS_GROUP = "hoat-dong"
DOCUMENTS_GROUP = "van-ban"
DISCLOSURE_GROUP = "cong-khai"
LINKS_SECTION = "links"

NATIONAL_PROCEDURES_URL = "https://dichvucong.gov.vn"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that people come to do, and where it is done."""

    key: str
    title: str
    description: str
    url: str


def commune_front_page(page, request: HttpRequest) -> dict:
    """Return tasks and the newest items of the commune and of its province."""
    tenant = page.tenant
    newest = kept_part(tenant, "front page", tags_shown_by(page), lambda: newest_items(tenant))
    return newest | {
        "tasks": tasks(tenant),
        "news_url": group_url(tenant, NEWS_GROUP),
        "documents_url": group_url(tenant, DOCUMENTS_GROUP),
        "disclosures_url": group_url(tenant, DISCLOSURE_GROUP),
        "province_news_url": f"{tenant.province_url}/#tin-tuc",
    }


def newest_items(tenant: Tenant) -> dict[str, list[Card]]:
    """Return what is new on the site of a commune and of its province, and the site's links."""
    own = PortalPage.objects.of_tenant(tenant).public_items()
    lists = {
        "news": own.filter(section__in=group_slugs(NEWS_GROUP))[:NEWS_COUNT],
        "documents": own.filter(section__in=group_slugs(DOCUMENTS_GROUP))[:DOCUMENTS_COUNT],
        "disclosures": own.filter(section__in=group_slugs(DISCLOSURE_GROUP))[:DISCLOSURES_COUNT],
        "province_news": province_news(tenant.province_code)[:PROVINCE_NEWS_COUNT],
    }
    return card_lists(lists, tenant) | {"links": links(tenant)}


def group_slugs(group: str) -> list[str]:
    """Return the sections of a group that the front page may list (none that names people)."""
    registry = get_registry()
    return [
        section.slug
        for section in registry.sections
        if section.group == group and section.slug not in registry.personal_data_slugs
    ]


def group_url(tenant: Tenant, group: str) -> str:
    """Return the address of the page above a group's sections; empty where nothing is shown."""
    slugs = group_slugs(group)
    return next(
        (
            node.url
            for node in site_tree(tenant).root.walk()
            if not node.is_empty and any(child.section in slugs for child in node.children)
        ),
        "",
    )


def province_news(province_code: str):
    """Return the news of the province itself, newest first."""
    return PortalPage.objects.filter(
        province_id=province_code, commune__isnull=True, section__in=group_slugs(NEWS_GROUP)
    ).public_items()


def card_lists(lists: dict, tenant: Tenant) -> dict[str, list[Card]]:
    """Return the cards of several lists; the pictures of all of them take two queries."""
    pages = {name: list(queryset.for_cards()) for name, queryset in lists.items()}
    together = make_cards([page for group in pages.values() for page in group], tenant,
                          with_images=True)  # fmt: skip
    cards = iter(together)
    return {name: [next(cards) for _page in group] for name, group in pages.items()}


def tasks(tenant: Tenant) -> list[Task]:
    """Return the six tasks of the front page; each leads somewhere useful, content or not."""
    tree = site_tree(tenant)
    contacts = _section_url(tree, "contacts") or "/"
    return [
        Task(
            "procedures",
            _("Administrative procedures"),
            _("What to bring, how long it takes, where to apply"),
            _section_url(tree, "procedures") or NATIONAL_PROCEDURES_URL,
        ),
        Task(
            "documents",
            pgettext("task of a visitor", "Documents"),
            _("Decisions, plans and notices of the authority"),
            _first_url(tree, "admin-documents", "legal-documents") or "/tim-kiem/",
        ),
        Task(
            "ask",
            _("Ask the authority"),
            _("Questions and answers about what concerns you"),
            _section_url(tree, "qa") or contacts,
        ),
        Task(
            "report",
            _("Report a problem"),
            _("Something on site is wrong, or a complaint"),
            f"{contacts}#duong-day-nong",
        ),
        Task(
            "reception",
            _("Citizen reception"),
            _("When and where the chair receives citizens"),
            _section_url(tree, "citizen-reception") or contacts,
        ),
        Task(
            "contacts",
            _("Contacts"),
            _("Address, telephone, opening hours"),
            contacts,
        ),
    ]


def links(tenant: Tenant) -> list[Card]:
    """Return the links to other portals (R24)."""
    rows = PortalPage.objects.of_tenant(tenant).filter(section=LINKS_SECTION).public_items()
    return make_cards(rows.for_cards()[:LINKS_COUNT], tenant)


def _section_url(tree: SiteTree, slug: str) -> str:
    """Return the address of a section that has something to show, or an empty text."""
    return next(
        (node.url for node in tree.root.walk() if node.section == slug and not node.is_empty), ""
    )


def _first_url(tree: SiteTree, *slugs: str) -> str:
    return next((url for slug in slugs if (url := _section_url(tree, slug))), "")
