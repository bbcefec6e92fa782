"""Lists in pages: the part of a list that is shown, and the addresses of the others."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PAGE_PARAMETER = "trang"
# Beyond this nobody reads on; the bound keeps OFFSET cheap and numbers short.
MAX_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class PageLink:
    """One entry of the row of page numbers; a gap has no number."""

    number: int | None
    url: str
    is_current: bool
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of a list and the way to the others."""

    items: list
    number: int
    total_pages: int
    total_items: int
    previous_url: str
    next_url: str
    pages: list[PageLink]


def requested_number(request: HttpRequest, name: str, *, minimum: int, maximum: int) -> int | None:
    """Return the whole number given as query key ``name``; None when the key is missing.

    Raises:
        Http404: when the value is no number between ``minimum`` and ``maximum``.
    """
    raw = request.GET.get(name)
    if raw is None:
        return None
    if raw.isascii() and raw.isdigit() and len(raw) <= 6 and minimum <= int(raw) <= maximum:
        return int(raw)
    raise Http404(_("There is no such page in this list."))


def paginate(
    request: HttpRequest,
    queryset: QuerySet,
    page_size: int,
    total: int | None = None,
    parameter: str = PAGE_PARAMETER,
    seek: Callable[[int], tuple[QuerySet, int]] | None = None,
) -> Pager:
    """Return the requested page of ``queryset``; its items are rows, in the queryset's order.

    ``parameter`` names the query key: two lists on one page have one each. ``seek`` returns for the
    position of an item the rest of the rows from somewhere before it, and its position among these,
    so that the database need not count through all that stand before it.

    Raises:
        Http404: when the number is malformed or lies behind the last page.
    """
    number = requested_number(request, parameter, minimum=1, maximum=MAX_PAGE) or 1
    total = queryset.count() if total is None else total
    total_pages = max(1, ceil(total / page_size))
    if number > total_pages:
        raise Http404(_("There is no such page in this list."))

    def url(target: int) -> str:
        query = request.GET.copy()
        query.pop(parameter, None)
        if target > 1:
            query[parameter] = str(target)
        return f"{request.path}?{query.urlencode()}" if query else request.path

    first = (number - 1) * page_size
    if seek is not None:
        queryset, first = seek(first)
    return Pager(
        items=list(queryset[first : first + page_size]) if total else [],
        number=number,
        total_pages=total_pages,
        total_items=total,
        previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < total_pages else "",
        pages=_page_links(number, total_pages, url),
    )


def _page_links(number: int, total_pages: int, url) -> list[PageLink]:
    """Return first, last and the neighbours of the current page, with gaps between them."""
    if total_pages == 1:
        return []
    shown = sorted({1, total_pages, *range(max(1, number - 1), min(total_pages, number + 1) + 1)})
    links: list[PageLink] = []
    previous = 0
    for candidate in shown:
        if candidate - previous == 2:
            links.append(PageLink(candidate - 1, url(candidate - 1), False))
        elif candidate - previous > 2:
            links.append(PageLink(None, "", False, gap=True))
        links.append(PageLink(candidate, url(candidate), candidate == number))
        previous = candidate
    return links
