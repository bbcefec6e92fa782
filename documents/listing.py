"""How the public finds documents: facets with counts, words, order, all as plain addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction

from commune_site.cards import Card, make_cards
from commune_site.listings import Listing, ShownFacet, feed_url
from commune_site.pagination import paginate
from documents.bitmaps import Counts, count
from documents.facets import offered_facets, shown_facet
from documents.marks import STEP, Marks, marks_of
from documents.models import LegalDocumentPage
from documents.quarters import blocks_of, read_quarters
from documents.record.file_text import FilePage
from documents.record.passages import found_pages
from documents.record.shelves import shelf_of_section
from documents.selection import SORTS, Selection, on_shelf, version_of_shelf
from portal_network.tenancy.directory import Tenant

# Counts are dropped as soon as the shelf changes; a lost drop heals.
COUNTS_MAX_AGE = 300
EXPORT_FORMATS = ("csv", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in the list, with what its own columns say."""

    card: Card
    document: LegalDocumentPage
    # The page of its file on which the words stand, and what stands around them.
    found_on: FilePage | None = None


@dataclass(frozen=True, slots=True)
class ListLink:
    """A way to take the list away, or to order it."""

    label: str
    url: str
    value: str = ""
    is_current: bool = False


class DocumentListing(Listing):
    """The list of documents of a section, from one table and its indexes.

    Rows are read by their keys after an index has given those, counts are kept until the shelf
    changes, so that a long list costs what a short one does (docs/benchmarks.md).
    """

    model = "documents.LegalDocumentPage"
    row_template = "documents/row.html"
    stylesheet = "documents/css/documents.css"

    def items(self, page) -> QuerySet:
        """Return the public documents of the section of ``page`` on its own site."""
        documents = on_shelf(shelf_of_section(page.tenant, page.section))
        return documents.open_to_all() if has_restrictions(page) else documents

    def feed_items(self, page, request: HttpRequest) -> QuerySet:
        """Return the newest documents of the selection; without one, the newest postings."""
        selection = Selection.of(request)
        if not selection.is_narrowed:
            return super().feed_items(page, request)
        return selection.narrow(self.items(page), page).order_by("-listed_on", "-pk")

    def rows(self, items: list, tenant: Tenant, words: str = "") -> list[DocumentRow]:
        """Return the rows of these keys, in their order; one query for all of them.

        Two more where somebody seeks ``words``: for the pages of files on which they stand.
        """
        found = LegalDocumentPage.everywhere.in_bulk(items)
        documents = [found[key] for key in items if key in found]
        cards = make_cards(documents, tenant)
        found_on = found_pages(items, words)
        return [
            DocumentRow(card, page, found_on.get(page.pk))
            for card, page in zip(cards, documents, strict=True)
        ]

    def context(self, page, request: HttpRequest) -> dict:
        """Return pager, facets, orders and exports of the list as this request narrows it.

        Raises:
            Http404: the number of the page or the value of a facet does not exist.
        """
        selection = Selection.of(request)
        documents = self.items(page)
        counts = self._counts(page, selection, documents)
        keys = selection.sorted(selection.narrow(documents, page)).values_list("pk", flat=True)
        pager = paginate(
            request, keys, self.page_size, counts.total,
            seek=lambda first: self._seek(page, selection, keys, first),
        )  # fmt: skip
        pager.items[:] = self.rows(pager.items, page.tenant, selection.words)
        facets = [
            shown_facet(facet, selection, counts.facets, counts.labels, request)
            for facet in offered_facets()
        ]
        return {
            "pager": pager,
            "row_template": self.row_template,
            "stylesheet": self.stylesheet,
            "feed_url": feed_url(request),
            "facets_template": "documents/facets.html",
            "facets": [facet for facet in facets if _is_useful(facet)],
            "main_facets": [one for one in facets if _is_useful(one) and is_main(one)],
            "further_facets": [one for one in facets if _is_useful(one) and not is_main(one)],
            "further_open": any(one.value for one in facets if not is_main(one)),
            "tabs": [],
            "is_narrowed": selection.is_narrowed,
            "words": selection.words,
            "sorts": selection.sort_choices(),
            "sort": selection.sort,
            "chosen_year": None,
            "years": [],
            "all_years_url": "",
            "exports": _exports(request),
        }

    def _counts(self, page, selection: Selection, documents: QuerySet) -> Counts:
        def make() -> Counts:
            if _is_kept(page, selection):
                blocks = blocks_of(shelf_of_section(page.tenant, page.section))
            else:
                found = selection.narrow_by_words(documents, page)
                blocks = read_quarters(found, timezone.localdate()).values()
            return count(blocks, selection.chosen)

        return _kept(page, selection, "counts", make)

    def _seek(self, page, selection: Selection, keys: QuerySet, first: int) -> tuple[QuerySet, int]:
        """Return the keys from somewhere before a position on, and the position among them."""
        # What words find is short, and no prefix of an order of its own.
        if first < STEP or selection.words:
            return keys, first

        def mark() -> Marks:
            return marks_of(selection.narrow(self.items(page), page), SORTS[selection.sort][0])

        return _kept(page, selection, f"marks:{selection.sort}", mark).seek(keys, first)


def _is_kept(page, selection: Selection) -> bool:
    """Tell whether this is known of the shelf as a whole: neither words nor a part of it."""
    return not (has_restrictions(page) or selection.words)


def _kept(page, selection: Selection, name: str, make: Callable[[], Any]) -> Any:
    """Return what is known of a selection until its shelf changes; words are not kept."""
    if not _is_kept(page, selection):
        return make()
    shelf = shelf_of_section(page.tenant, page.section)
    key = f"document-{name}:{shelf}:{version_of_shelf(shelf)}:{selection.fingerprint}"
    return cache.get_or_set(key, make, COUNTS_MAX_AGE)


MAIN_FACETS = ("loai", "nam")


def is_main(facet: ShownFacet) -> bool:
    """Tell whether a facet stands open on a telephone; the others unfold."""
    return facet.parameter in MAIN_FACETS


def _is_useful(facet: ShownFacet) -> bool:
    return len(facet.options) > 1 or bool(facet.value)


def _exports(request: HttpRequest) -> list[ListLink]:
    query = request.GET.copy()
    query.pop("trang", None)
    tail = f"?{query.urlencode()}" if query else ""
    return [
        ListLink(_("Save as %(format)s") % {"format": kind.upper()},
                 f"{request.path}van-ban.{kind}{tail}")
        for kind in EXPORT_FORMATS
    ]  # fmt: skip


def has_restrictions(page) -> bool:
    """Tell whether a view restriction lies on the section, above it or below it; one query."""
    if "_has_restrictions" not in page.__dict__:
        steps = range(page.steplen, len(page.path) + 1, page.steplen)
        above = [page.path[:length] for length in steps]
        touching = Q(path_above__in=above) | Q(path_above__startswith=page.path)
        # No join: SQLite would begin it with all pages below the section.
        restricted = Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1]
        found = PageViewRestriction.objects.annotate(path_above=Subquery(restricted))
        found = found.filter(touching)
        page.__dict__["_has_restrictions"] = found.exists()
    return page.__dict__["_has_restrictions"]
