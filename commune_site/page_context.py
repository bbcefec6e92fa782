"""What every page tells templates: where it stands, its address, its metadata."""

from dataclasses import dataclass

from django.http import HttpRequest

from commune_site.metadata import breadcrumb_list, dublin_core
from commune_site.navigation import site_tree


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One step from the home page to the page."""

    title: str
    url: str


def page_context(page, request: HttpRequest) -> dict:
    """Return breadcrumbs, canonical address, robots rule, Dublin Core and JSON-LD of a page."""
    trail = site_tree(page.tenant).trail(page.get_url(request))
    steps = breadcrumbs(page, request)
    way = [breadcrumb_list(page.tenant, steps)] if len(steps) > 1 else []
    return {
        "breadcrumbs": steps,
        "canonical_url": page.full_url,
        "robots": "noindex" if page.personal_data else "",
        "dublin_core": dublin_core(page, trail),
        "structured_data": [*page.structured_data(), *way],
        # Lists and front pages are as new as what was last published in or below them.
        "updated_at": trail[-1].updated_at if trail[-1].page_id == page.pk else None,
    }


def breadcrumbs(page, request: HttpRequest) -> list[Breadcrumb]:
    """Return the way from the home page to ``page``, read from the cached tree."""
    url = page.get_url(request)
    trail = [Breadcrumb(node.title, node.url) for node in site_tree(page.tenant).trail(url)]
    if trail[-1].url != url:
        trail.append(Breadcrumb(page.title, url))
    return trail
