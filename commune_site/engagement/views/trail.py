"""Breadcrumbs of pages that are none of the tree: through the section to which they belong."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commune_site.navigation import site_tree
from commune_site.page_context import Breadcrumb


def section_url(request: HttpRequest, section: str) -> str:
    """Return the address of a section's page on this site, or an empty text."""
    nodes = site_tree(request.tenant).root.walk()
    return next((node.url for node in nodes if node.section == section), "")


def section_trail(request: HttpRequest, section: str, title: str) -> list[Breadcrumb]:
    """Return the way from the home page through a section to the page of this title."""
    tree = site_tree(request.tenant)
    url = section_url(request, section)
    trail = tree.trail(url) if url else [tree.root]
    return [*(Breadcrumb(node.title, node.url) for node in trail), Breadcrumb(title, request.path)]


def frame(request: HttpRequest, section: str, title: str, description: str = "") -> dict:
    """Return what every page needs that is none of the tree: title, way, description."""
    authority = request.tenant.authority_name
    told = _("%(title)s: %(authority)s") % {"title": title, "authority": authority}
    return {
        "page_title": title,
        "breadcrumbs": section_trail(request, section, title),
        "description": description or told,
        "canonical_url": request.tenant.root_url + request.path,
    }
