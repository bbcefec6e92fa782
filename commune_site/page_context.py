"""What every page tells templates: where it stands, its address, its metadata."""

from dataclasses import dataclass

from django.http import HttpRequest

from commune_site.navigation import site_tree


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One step from the home page to the page."""

    title: str
    url: str


def page_context(page, request: HttpRequest) -> dict:
    """Return breadcrumbs, canonical address, robots rule, Dublin Core and JSON-LD of a page."""
    return {
        "breadcrumbs": breadcrumbs(page, request),
        "canonical_url": page.full_url,
        "robots": "noindex" if page.personal_data else "",
        "dublin_core": dublin_core(page),
        "structured_data": page.structured_data(),
    }


def breadcrumbs(page, request: HttpRequest) -> list[Breadcrumb]:
    """Return the way from the home page to ``page``, read from the cached tree."""
    url = page.get_url(request)
    trail = [Breadcrumb(node.title, node.url) for node in site_tree(page.tenant).trail(url)]
    if trail[-1].url != url:
        trail.append(Breadcrumb(page.title, url))
    return trail


def dublin_core(page) -> list[tuple[str, str]]:
    """Return the required and known recommended elements (Circular 24/2011, R106)."""
    tenant = page.tenant
    elements = [
        ("DC.title", page.title),
        ("DC.creator", page.author or tenant.authority_name),
        ("DC.date", page.disclosed_on.isoformat()),
        ("DC.description", page.summary or page.search_description or page.title),
        ("DC.publisher", tenant.authority_name),
        ("DC.identifier", page.full_url),
        ("DC.language", "vi"),
        ("DC.source", page.source),
        ("DC.subject", page.section_name),
    ]
    return [(name, content) for name, content in elements if content]
