"""The list of a section: newest first, in pages, filtered by year; or the sections of a group."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest

from commune_site.cards import make_cards
from commune_site.models.base import PortalPage
from commune_site.navigation import TreeNode, sees_empty_sections, visible_node
from commune_site.pagination import PAGE_PARAMETER, paginate, requested_number
from commune_site.sections import registry_value

PAGE_SIZE = 20
YEAR_PARAMETER = "nam"
FIRST_YEAR, LAST_YEAR = 1945, 9998


@dataclass(frozen=True, slots=True)
class YearLink:
    """One year of a section with the number of items published in it."""

    year: int
    count: int
    url: str
    is_current: bool


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
            when year or page number do not exist.
    """
    tenant = page.tenant
    show_empty = sees_empty_sections(request)
    node = visible_node(page, request)
    subsections = [
        _subsection(child)
        for child in (node.children if node else ())
        if show_empty or not child.is_empty
    ]
    context = {
        "is_empty": node is None or node.is_empty,
        "standing": registry_value(page.section, "standing", None),
        "description": page.summary or registry_value(page.section, "description", ""),
        "subsections": subsections,
        "feed_url": "",
        "years": [],
        "all_years_url": request.path,
        "pager": None,
    }
    if page.section:
        context |= _items_context(page, request, tenant)
    return context


def _items_context(page, request: HttpRequest, tenant) -> dict:
    items = page_items(page)
    year = requested_number(request, YEAR_PARAMETER, minimum=FIRST_YEAR, maximum=LAST_YEAR)
    counts = list(
        items.order_by()
        .annotate(year=ExtractYear("disclosed_on"))
        .values_list("year")
        .annotate(Count("pk"))
        .order_by("-year")
    )
    if year is not None:
        if year not in dict(counts):
            raise Http404
        items = items.filter(disclosed_on__range=(date(year, 1, 1), date(year, 12, 31)))
    total = dict(counts)[year] if year is not None else sum(count for _year, count in counts)
    pager = paginate(request, items, PAGE_SIZE, total)
    pager.items[:] = make_cards(pager.items, tenant, with_images=True)
    return {
        "pager": pager,
        "feed_url": f"{request.path}feed.xml",
        "years": [
            YearLink(value, count, _year_url(request, value), value == year)
            for value, count in counts
        ],
    }


def page_items(page):
    """Return the public items of the section of ``page`` on its own site, newest first."""
    return PortalPage.objects.of_tenant(page.tenant).filter(section=page.section).public_items()


def _year_url(request: HttpRequest, year: int) -> str:
    query = request.GET.copy()
    query.pop(PAGE_PARAMETER, None)
    query[YEAR_PARAMETER] = str(year)
    return f"{request.path}?{query.urlencode()}"


def _subsection(node: TreeNode) -> Subsection:
    return Subsection(
        title=node.title,
        url=node.url,
        description=registry_value(node.section, "description", ""),
        count=node.item_count,
        is_empty=node.is_empty,
    )
