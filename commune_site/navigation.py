"""The tree of a site as menus, breadcrumbs and the text sitemap need it.

The tree is read with three queries, besides those of rooms whose data fills sections, and kept in
the cache under a stamp; publishing, moving and editing the menu drop the stamp, and a lost drop
heals after ``TREE_MAX_AGE`` seconds. A process remembers by their stamps the trees that it met: to
unpack one costs more than to draw a menu from it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page
from wagtailmenus.models import MainMenuItem

from commune_site.presentations import presentation_of
from commune_site.sections import registry_value
from commune_site.variants import ENGLISH, ENGLISH_HOME, MAIN_LANGUAGE, Variant, read_variants
from portal_network.tenancy.directory import Tenant
from portal_network.tenancy.policies import works_for

# Seconds; with the pages that are kept a lost drop heals within a minute.
TREE_MAX_AGE = 30
# Some 50 kB each.
MOST_REMEMBERED = 100
TREE_COLUMNS = ("pk", "path", "content_type_id", "title", "url_path", "section", "is_item")
ENGLISH_SECTION_PARAMETER = "section"


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One page of the tree (home, group, section), with what is published in and below it."""

    page_id: int
    content_type_id: int | None
    title: str
    url: str
    section: str
    item_count: int
    is_empty: bool
    children: tuple["TreeNode", ...] = ()
    # When anything in the section or below it was last published; None where nothing was.
    updated_at: datetime | None = None

    def walk(self) -> Iterator["TreeNode"]:
        """Yield this node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry of the main menu as its editor ordered it."""

    page_id: int | None
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteTree:
    """The tree of one site, its main menu and its English pages.

    ``has_english``: what the site's settings said of them when the tree was read.
    """

    root: TreeNode
    menu: tuple[MenuEntry, ...]
    variants: tuple[Variant, ...] = ()
    has_english: bool = False

    def variant(self, page_id: int) -> Variant | None:
        """Return the English page with this key, if the public sees it."""
        return next((one for one in self.variants if one.page_id == page_id), None)

    def variant_of(self, page_id: int) -> Variant | None:
        """Return what the public sees of a Vietnamese page in English, or None."""
        return next((one for one in self.variants if one.original_id == page_id), None)

    def in_language(self, language: str | None) -> "SiteTree":
        """Return the tree as pages of a language show it: English ones stand below one front page.

        Their menu leads to the sections of which anything is shown in English.
        """
        if language != ENGLISH:
            return self
        front = self.variants[0] if self.variants else None
        root = TreeNode(
            page_id=front.page_id if front else 0,
            content_type_id=None,
            title=front.title if front else "",
            url=ENGLISH_HOME,
            section="",
            item_count=len(self.variants[1:]),
            is_empty=not self.variants,
        )
        sections = dict.fromkeys(one.section for one in self.variants[1:] if one.section)
        menu = tuple(
            MenuEntry(None, english_name(section), english_list_url(section))
            for section in sections
        )
        return replace(self, root=root, menu=menu)

    def node(self, page_id: int) -> TreeNode | None:
        """Return the node of a page, or None for an item or an unpublished page."""
        return next((node for node in self.root.walk() if node.page_id == page_id), None)

    def trail(self, url: str) -> list[TreeNode]:
        """Return the nodes from the home page down to the deepest one that holds ``url``."""
        trail, node = [self.root], self.root
        while child := next((c for c in node.children if url.startswith(c.url)), None):
            trail.append(child)
            node = child
        return trail


def english_name(section: str) -> str:
    """Return how a section is called on English pages; its Vietnamese name where nobody said."""
    return registry_value(section, "english_name", "") or registry_value(section, "name", section)


def english_list_url(section: str) -> str:
    """Return the address of what a section holds in English."""
    return f"{ENGLISH_HOME}?{ENGLISH_SECTION_PARAMETER}={section}"


_remembered: dict[str, SiteTree] = {}


def _stamp_key(tenant_key: str) -> str:
    return f"site-tree:5:{tenant_key}"


def forget_site_tree(tenant_key: str) -> None:
    """Drop the cached tree of the tenant with this key (``commune:06004``)."""
    cache.delete(_stamp_key(tenant_key))


def site_tree(tenant: Tenant) -> SiteTree:
    """Return the tree of a site, from the cache when it is there."""
    key = _stamp_key(tenant.key)
    stamp = cache.get(key)
    tree = _remembered.get(stamp) or cache.get(f"{key}:{stamp}") if stamp else None
    # The root address is part of what is cached: a renamed host must not serve old links.
    is_stale = tree is None or tree.has_english != tenant.has_english
    if is_stale or tree.root.page_id != tenant.root_page_id:
        tree, stamp = _read_tree(tenant), token_hex(8)
        cache.set(f"{key}:{stamp}", tree, TREE_MAX_AGE)
        cache.set(key, stamp, TREE_MAX_AGE)
    if stamp not in _remembered:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[stamp] = tree
    return tree


def _read_tree(tenant: Tenant) -> SiteTree:
    pages = apps.get_model("commune_site", "PortalPage").everywhere.of_tenant(tenant)
    information = apps.get_model("commune_site", "InformationPage")
    pages = pages.filter(written_in=MAIN_LANGUAGE)
    totals = pages.public_items().order_by().values_list("section")
    figures = {
        section: (count, updated_at)
        for section, count, updated_at in totals.annotate(Count("pk"), Max("last_published_at"))
    }
    information_type = ContentType.objects.get_for_model(information)
    # The home page is the root even while it is unpublished: error pages draw a menu, too.
    rows = (
        pages.filter(Q(live=True) | Q(pk=tenant.root_page_id))
        .filter(Q(is_item=False) | Q(content_type=information_type))
        .order_by("path")
        .values_list(*TREE_COLUMNS, named=True)
    )
    by_parent: dict[str, list] = defaultdict(list)
    for row in rows:
        by_parent[row.path[: -Page.steplen]].append(row)
        if row.pk == tenant.root_page_id:
            root = row
    items = MainMenuItem.objects.filter(menu__site_id=tenant.site_id).order_by("sort_order", "pk")
    menu = tuple(
        MenuEntry(item.link_page_id, item.link_text or "", item.link_url or "") for item in items
    )

    def build(row, parent_section: str = "") -> TreeNode:
        children = tuple(build(child, row.section) for child in by_parent[row.path])
        # A section is counted once, at its own page and not at the information pages below it.
        is_section = row.section and row.section != parent_section
        count, updated_at = figures.get(row.section, (0, None)) if is_section else (0, None)
        return _node(tenant, row, count, updated_at, children)

    return SiteTree(build(root), menu, read_variants(tenant), tenant.has_english)


def _node(
    tenant: Tenant,
    row,
    own_count: int,
    updated_at: datetime | None,
    children: tuple[TreeNode, ...],
) -> TreeNode:
    moments = [updated_at, *(child.updated_at for child in children)]
    return TreeNode(
        page_id=row.pk,
        content_type_id=row.content_type_id,
        title=row.title,
        url="/" + row.url_path[len(tenant.root_url_path) :],
        section=row.section,
        item_count=own_count + sum(child.item_count for child in children),
        # A page outside the registry that has nothing below it speaks for itself.
        is_empty=bool(row.section or children)
        and own_count == 0
        and not row.is_item
        and not _stands_alone(row.section, tenant)
        and all(child.is_empty for child in children),
        children=children,
        updated_at=max((moment for moment in moments if moment), default=None),
    )


def _stands_alone(section: str, tenant: Tenant) -> bool:
    """Tell whether the section has something to show without items (contacts, reception)."""
    presentation = presentation_of(section)
    return presentation is not None and presentation.has_content(tenant)


@dataclass(frozen=True, slots=True)
class NavigationNode:
    """One link of the main menu or of the text sitemap."""

    title: str
    url: str
    is_home: bool = False
    is_current: bool = False
    is_empty: bool = False
    children: tuple["NavigationNode", ...] = ()


def sees_empty_sections(request: HttpRequest) -> bool:
    """Tell whether this person works for the site and so sees its empty sections (R127)."""
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and works_for(user, request.tenant))


def visible_node(page, request: HttpRequest) -> TreeNode | None:
    """Return the tree node of a section or information page, if this visitor may see it (R127).

    English pages are no part of the tree; whether they are shown is asked when they are served.

    Raises:
        Http404: when the page holds nothing and the visitor does not work for the site.
    """
    if page.written_in != MAIN_LANGUAGE:
        return None
    node = site_tree(page.tenant).node(page.pk)
    is_empty = node is None or node.is_empty
    if is_empty and not getattr(request, "is_preview", False) and not sees_empty_sections(request):
        raise Http404
    return node


def main_menu(request: HttpRequest) -> list[NavigationNode]:
    """Return the main menu in the active language: what is empty is left out for the public."""
    tree = site_tree(request.tenant).in_language(get_language())
    show_empty = sees_empty_sections(request)
    home = tree.root.url
    nodes = [NavigationNode(tree.root.title, home, is_home=True, is_current=request.path == home)]
    for entry in tree.menu:
        if entry.page_id is None:
            is_current = request.get_full_path() == entry.url
            nodes.append(NavigationNode(entry.title, entry.url, is_current=is_current))
        elif (node := tree.node(entry.page_id)) and (show_empty or not node.is_empty):
            made = navigation_node(node, request.path, show_empty, levels=1)
            nodes.append(replace(made, title=entry.title or node.title))
    return nodes


def menu_place(request: HttpRequest) -> str:
    """Return what the main menu marks as current: pages with the same place have the same menu."""
    tree = site_tree(request.tenant).in_language(get_language())
    address = request.get_full_path()
    if any(entry.page_id is None and entry.url == address for entry in tree.menu):
        return address
    # Every page lies below the front page, which is marked on itself alone.
    deepest = tree.trail(request.path)[-1]
    return "" if deepest is tree.root and request.path != tree.root.url else deepest.url


def navigation_node(node: TreeNode, path: str, show_empty: bool, levels: int = 9) -> NavigationNode:
    """Return a tree node as a link, with ``levels`` levels of links below it."""
    children = tuple(
        navigation_node(child, path, show_empty, levels - 1)
        for child in node.children
        if levels > 0 and (show_empty or not child.is_empty)
    )
    return NavigationNode(
        title=node.title,
        url=node.url,
        is_current=path.startswith(node.url),
        is_empty=node.is_empty,
        children=children,
    )
