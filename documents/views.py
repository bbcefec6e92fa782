"""Public addresses of documents: by number, and lists to take away."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commune_site.cards import make_cards
from commune_site.models import SectionPage
from commune_site.navigation import visible_node
from commune_site.section_context import listing_of
from commune_site.views import find_page
from documents.exports import MOST_ROWS, TooManyRows, export
from documents.listing import DocumentListing, DocumentRow
from documents.permalinks import MOST_HITS, documents_with_number, documents_with_similar_number
from documents.selection import Selection

MAX_NUMBER_LENGTH = 120
NUMBER_PARAMETER = "so-van-ban"


def by_number(request: HttpRequest, number: str = "") -> HttpResponse:
    """Lead to the document with this number; several are listed, none is a 404 that helps on.

    ``/van-ban/so/`` alone asks for a number. Two queries at most.
    """
    if not number:
        return _ask_for_number(request)
    if len(number) > MAX_NUMBER_LENGTH or "\x00" in number:
        raise Http404
    found = documents_with_number(request.tenant, number)
    if len(found) == 1:
        return HttpResponseRedirect(found[0].get_url(request))
    similar = found or documents_with_similar_number(request.tenant, number)
    cards = make_cards(similar, request.tenant)
    context = {
        "number": number.strip("/"),
        "is_found": bool(found),
        "rows": [DocumentRow(card, page) for card, page in zip(cards, similar, strict=True)],
        "is_cut": len(similar) >= MOST_HITS,
        "province_url": _at_province(request, number),
        "page_title": _("Documents with the number %(number)s") % {"number": number.strip("/")},
        "robots": "noindex",
    }
    return render(request, "documents/by_number.html", context, status=200 if found else 404)


def _ask_for_number(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get(NUMBER_PARAMETER, "").replace("\x00", "").strip()[:MAX_NUMBER_LENGTH]
    if asked.strip("/."):
        return HttpResponseRedirect(reverse("document-by-number", args=[asked.strip("/")]))
    context = {"page_title": _("Find a document by its number"), "number": "", "robots": "noindex"}
    return render(request, "documents/by_number.html", context)


def _at_province(request: HttpRequest, number: str) -> str:
    tenant = request.tenant
    if not tenant.is_commune or not tenant.province_url:
        return ""
    path = reverse("document-by-number", args=[number.strip("/")])
    return f"{tenant.province_url}{path}"


def export_list(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    """Hand out the list at ``path`` as the request narrows it.

    What names people stays out (R83). A list that is too long for one file answers 413 and says
    how to narrow it.
    """
    page = find_page(request, path)
    if not request.tenant.owns(province_id=page.province_id, commune_id=page.commune_id):
        raise Http404
    is_section = isinstance(page, SectionPage) and page.section and not page.personal_data
    listing = listing_of(page.section) if is_section else None
    if page.is_restricted or not isinstance(listing, DocumentListing):
        raise Http404
    visible_node(page, request)
    selection = Selection.of(request)
    documents = selection.sorted(selection.narrow(listing.items(page), page))
    try:
        return export(documents.findable(), kind, page.title)
    except TooManyRows:
        query = request.GET.urlencode()
        context = {
            "most": MOST_ROWS[kind],
            "list_url": f"{page.get_url(request)}{'?' + query if query else ''}",
            "page_title": _("The list is too long for one file"),
            "robots": "noindex",
        }
        return render(request, "documents/too_many.html", context, status=413)
