"""What every page tells templates: where it stands, its address, its metadata."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from commune_site.metadata import breadcrumb_list, dublin_core
from commune_site.navigation import SiteTree, site_tree
from commune_site.variants import ENGLISH, MAIN_LANGUAGE, is_variant

# Each language by its own name, whatever language is active.
LANGUAGE_NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One step from the home page to the page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page in one language, called by that language's own name."""

    code: str
    name: str
    url: str
    full_url: str
    is_current: bool


def page_context(page, request: HttpRequest) -> dict:
    """Return breadcrumbs, canonical address, robots rule, Dublin Core and JSON-LD of a page."""
    tree = site_tree(page.tenant)
    trail = tree.in_language(page.written_in).trail(page.get_url(request))
    steps = breadcrumbs(page, request)
    way = [breadcrumb_list(page.tenant, steps)] if len(steps) > 1 else []
    return {
        "breadcrumbs": steps,
        "canonical_url": page.full_url,
        "robots": "noindex" if page.personal_data else "",
        "dublin_core": [*dublin_core(page, trail), *page.dublin_core_terms()],
        "structured_data": [*page.structured_data(), *way],
        # Lists and front pages are as new as what was last published in or below them.
        "updated_at": trail[-1].updated_at if trail[-1].page_id == page.pk else None,
        "languages": language_links(page, tree),
        "is_variant": is_variant(page),
    }


def language_links(page, tree: SiteTree) -> list[LanguageLink]:
    """Return the page in each language in which the public sees it; nothing where that is one."""
    own = page.get_url_parts()[2] if page.get_url_parts() else ""
    if is_variant(page):
        variant = tree.variant(page.pk)
        found = [(MAIN_LANGUAGE, variant.original_url), (ENGLISH, own)] if variant else []
    else:
        variant = tree.variant_of(page.pk)
        found = [(MAIN_LANGUAGE, own), (ENGLISH, variant.url)] if variant else []
    return [
        LanguageLink(
            code=code,
            name=LANGUAGE_NAMES[code],
            url=url,
            full_url=page.tenant.root_url + url,
            is_current=code == page.written_in,
        )
        for code, url in found
    ]


def breadcrumbs(page, request: HttpRequest) -> list[Breadcrumb]:
    """Return the way from the home page to ``page``, read from the cached tree."""
    url = page.get_url(request)
    tree = site_tree(page.tenant).in_language(page.written_in)
    trail = [Breadcrumb(node.title, node.url) for node in tree.trail(url)]
    if trail[-1].url != url:
        trail.append(Breadcrumb(page.title, url))
    return trail
