"""What the page of a section, or of a group of sections, shows."""

from dataclasses import dataclass

from django.http import HttpRequest

from commune_site.listings import Listing
from commune_site.navigation import TreeNode, sees_empty_sections, visible_node
from commune_site.presentations import presentation_of
from commune_site.sections import registry_value
from commune_site.sections.vocabulary import PAGE_TYPES

NO_LIST = {
    "pager": None,
    "feed_url": "",
    "facets": [],
    "tabs": [],
    "years": [],
    "is_narrowed": False,
}


@dataclass(frozen=True, slots=True)
class Subsection:
    """One section of a group."""

    title: str
    url: str
    description: str
    count: int
    is_empty: bool


def section_context(page, request: HttpRequest) -> dict:
    """Return what the page of a section or of a group shows.

    Raises:
        Http404: when the section is empty and the visitor does not work for the site (R127), or
            when year, page number or a facet's value do not exist.
    """
    show_empty = sees_empty_sections(request)
    node = visible_node(page, request)
    subsections = [
        _subsection(child)
        for child in (node.children if node else ())
        if show_empty or not child.is_empty
    ]
    shown = presentation_context(page, request)
    has_list = page.section and not (shown["standing"] and shown["standing"].replaces_list)
    listed = listing_of(page.section).context(page, request) if has_list else NO_LIST
    return {
        "is_empty": node is None or node.is_empty,
        "description": page.summary or registry_value(page.section, "description", ""),
        "subsections": subsections,
        **listed,
        **shown,
    }


def presentation_context(page, request: HttpRequest) -> dict:
    """Return ``standing``, what the section shows from data, and what its template needs.

    Pages below that of the section bear its name, too; they show their own text alone.
    """
    presentation = presentation_of(page.section)
    if presentation is None or page.registry_key != f"section:{page.section}":
        return {"standing": None}
    return {
        "standing": presentation,
        "presented_data": presentation.structured_data(page, request),
    } | presentation.context(page, request)


def listing_of(section: str) -> Listing:
    """Return the list of a section, by what is posted in it first."""
    page_type = PAGE_TYPES.get(registry_value(section, "page_type", ""))
    return (page_type and page_type.listing) or Listing()


def _subsection(node: TreeNode) -> Subsection:
    return Subsection(
        title=node.title,
        url=node.url,
        description=registry_value(node.section, "description", ""),
        count=node.item_count,
        is_empty=node.is_empty,
    )
