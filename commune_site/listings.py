"""The list of a section: newest first, in pages, filtered by year and by the facets of its type."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest

from commune_site.cards import make_cards
from commune_site.kept_pages import tags_shown_by
from commune_site.pagination import PAGE_PARAMETER, paginate, requested_number
from portal_network.delivery.page_cache.caches import kept_part
from portal_network.tenancy.directory import Tenant

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
class FacetOption:
    """One value of a facet with the number of items that have it."""

    value: str
    label: str
    count: int
    is_current: bool
    url: str


@dataclass(frozen=True, slots=True)
class ShownFacet:
    """A facet as the form above the list shows it, or as tabs, each a list of its own.

    ``value`` is what was chosen; ``all_url`` leads to all of the tabs' lists together.
    """

    parameter: str
    label: str
    options: tuple[FacetOption, ...]
    is_tabs: bool = False
    value: str = ""
    all_url: str = ""
    all_count: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A column by which a list can be narrowed.

    ``parameter``: the query key in unaccented Vietnamese (``linh-vuc``). ``field``: the column of
    the listing's model. ``choices`` names the values; without it the value is its own label.
    ``is_tabs``: each value is a list of its own, offered as a tab, also while it is empty.
    """

    parameter: str
    label: str
    field: str
    choices: Callable[[], Iterable[tuple[str, str]]] | Iterable[tuple[str, str]] = ()
    is_tabs: bool = False

    def labels(self) -> dict[str, str]:
        """Return the label of each value, in the order in which the values are offered."""
        choices = self.choices() if callable(self.choices) else self.choices
        return {str(value): str(label) for value, label in choices}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a narrowed list has.

    ``by_day``: of each day, newest first. ``by_value``: by the parameter of a facet, with each of
    its values beside the other choices.
    """

    by_day: dict[date, int]
    by_value: dict[str, list[tuple[object, int]]]


class Listing:
    """How the public finds the items of a section; page types with more to say subclass it.

    ``model``: label of the page model whose columns ``facets`` name; without it the list runs over
    the base table. ``row_template`` draws one row from what :meth:`rows` returns; ``stylesheet``
    is a static file that it needs beside the design system.
    """

    model: str = "commune_site.PortalPage"
    facets: Sequence[Facet] = ()
    row_template = "components/card.html"
    stylesheet = ""
    page_size = 20

    def items(self, page) -> QuerySet:
        """Return the public items of the section of ``page`` on its own site, newest first."""
        pages = apps.get_model(self.model).objects.of_tenant(page.tenant)
        return pages.filter(section=page.section).public_items()

    def rows(self, items: list, tenant: Tenant) -> list:
        """Return what ``row_template`` draws for these items, read without a query per item."""
        return make_cards(items, tenant, with_images=True)

    def feed_items(self, page, request: HttpRequest) -> QuerySet:
        """Return what a feed of this list holds, narrowed as the request narrows the list.

        Raises:
            Http404: the year or the value of a facet does not exist.
        """
        chosen = _chosen_facets(self.facets, request)
        year = requested_number(request, YEAR_PARAMETER, minimum=FIRST_YEAR, maximum=LAST_YEAR)
        if not chosen and year is None:
            return page_items(page)
        items = _narrowed(self.items(page), chosen)
        if year is not None:
            items = items.filter(disclosed_on__range=(date(year, 1, 1), date(year, 12, 31)))
        return items.order_by("-disclosed_on", "-pk")

    def context(self, page, request: HttpRequest) -> dict:
        """Return pager, years and facets of the section as this request narrows it.

        Raises:
            Http404: year, page number or value of a facet do not exist.
        """
        chosen = _chosen_facets(self.facets, request)
        counted = self._counts(page, chosen)
        facets = [
            _shown(facet, counted.by_value[facet.parameter], chosen, request)
            for facet in self.facets
        ]
        items = _narrowed(self.items(page), chosen)
        by_day = counted.by_day
        counts = _counts_by_year(by_day)
        year = requested_number(request, YEAR_PARAMETER, minimum=FIRST_YEAR, maximum=LAST_YEAR)
        if year is not None:
            # A year that other choices empty is a question; one without any item is a mistake.
            if year not in counts and not chosen:
                raise Http404
            items = items.filter(disclosed_on__range=(date(year, 1, 1), date(year, 12, 31)))
            by_day = {day: count for day, count in by_day.items() if day.year == year}
        # Whoever joins a type reads its columns as well.
        if self.model == Listing.model and not items.query.select_related:
            items = items.for_cards()
        total = sum(by_day.values())
        size = self.page_size
        pager = paginate(
            request, items, size, total, seek=lambda first: _seek(items, by_day, first, size)
        )
        pager.items[:] = self.rows(pager.items, page.tenant)
        return {
            "pager": pager,
            "row_template": self.row_template,
            "stylesheet": self.stylesheet,
            "feed_url": feed_url(request),
            "facets": [facet for facet in facets if facet.options and not facet.is_tabs],
            "tabs": [facet for facet in facets if facet.is_tabs],
            "is_narrowed": bool(chosen),
            "chosen_year": year,
            "years": [
                YearLink(value, count, _year_url(request, value), value == year)
                for value, count in counts.items()
            ],
            "all_years_url": _year_url(request, None),
        }

    def _counts(self, page, chosen: dict[Facet, str]) -> Counts:
        """Return the figures of the list as it is narrowed, counted once for all its pages."""

        def count() -> Counts:
            items = self.items(page)
            return Counts(
                _counts_by_day(_narrowed(items, chosen)),
                {facet.parameter: _counts_by_value(facet, items, chosen) for facet in self.facets},
            )

        narrowed = tuple((facet.parameter, value) for facet, value in chosen.items())
        key = ("list", page.pk, narrowed)
        return kept_part(page.tenant, key, tags_shown_by(page), count)


def feed_url(request: HttpRequest) -> str:
    """Return the address of the feed of a list, narrowed as the list is."""
    query = request.GET.copy()
    query.pop(PAGE_PARAMETER, None)
    address = f"{request.path}feed.xml"
    return f"{address}?{query.urlencode()}" if query else address


def page_items(page) -> QuerySet:
    """Return the public items of the section of ``page`` from the base table, newest first."""
    return Listing().items(page)


def _chosen_facets(facets: Sequence[Facet], request: HttpRequest) -> dict[Facet, str]:
    chosen = {facet: request.GET.get(facet.parameter, "") for facet in facets}
    for facet, value in chosen.items():
        if "\x00" in value or (value and (labels := facet.labels()) and value not in labels):
            raise Http404
    return {facet: value for facet, value in chosen.items() if value}


def _narrowed(items: QuerySet, chosen: dict[Facet, str]) -> QuerySet:
    return items.filter(**{facet.field: value for facet, value in chosen.items()})


def _counts_by_value(
    facet: Facet, items: QuerySet, chosen: dict[Facet, str]
) -> list[tuple[object, int]]:
    """Return what each value of a facet would leave beside the other choices."""
    others = {other: value for other, value in chosen.items() if other is not facet}
    rows = _narrowed(items, others).order_by().values_list(facet.field).annotate(Count("pk"))
    return list(rows)


def _shown(
    facet: Facet,
    found: list[tuple[object, int]],
    chosen: dict[Facet, str],
    request: HttpRequest,
) -> ShownFacet:
    counts = {str(value): count for value, count in found if value not in ("", None)}
    labels = facet.labels() or {value: value for value in sorted(counts)}
    current = chosen.get(facet, "")
    options = [
        FacetOption(
            value,
            label,
            counts.get(value, 0),
            value == current,
            url_with(request, **{facet.parameter: value}),
        )
        for value, label in labels.items()
    ]
    return ShownFacet(
        facet.parameter,
        facet.label,
        tuple(one for one in options if one.count or one.is_current or facet.is_tabs),
        facet.is_tabs,
        current,
        url_with(request, **{facet.parameter: None}),
        # With what has no value: without a choice all are listed.
        sum(count for _value, count in found),
    )


def _counts_by_day(items: QuerySet) -> dict[date, int]:
    """Return the number of items per day of publication, newest day first."""
    days = items.order_by().values_list("disclosed_on")
    return dict(days.annotate(Count("pk")).order_by("-disclosed_on"))


def _counts_by_year(by_day: dict[date, int]) -> dict[int, int]:
    """Return the number of items per year of publication, newest year first."""
    counts: dict[int, int] = {}
    for day, count in by_day.items():
        counts[day.year] = counts.get(day.year, 0) + count
    return counts


def _seek(items: QuerySet, by_day: dict[date, int], first: int, size: int) -> tuple[QuerySet, int]:
    """Return the items of the days on which a page lies, and where the page begins among them.

    ``first`` is its position in the whole list, ``size`` the number of its items. So the database
    goes to those days by its index, and late pages cost what early ones do.
    """
    start, passed = None, 0
    for day, count in by_day.items():
        if start is None and first < passed + count:
            start, first = day, first - passed
            passed = 0
        passed += count
        if start is not None and first + size <= passed:
            return items.filter(disclosed_on__range=(day, start)), first
    return (items if start is None else items.filter(disclosed_on__lte=start)), first


def _year_url(request: HttpRequest, year: int | None) -> str:
    return url_with(request, **{YEAR_PARAMETER: None if year is None else str(year)})


def url_with(request: HttpRequest, **changed: str | None) -> str:
    """Return this address with some keys changed or dropped, at the first page of the list."""
    query = request.GET.copy()
    for parameter in (PAGE_PARAMETER, *changed):
        query.pop(parameter, None)
    for parameter, value in changed.items():
        if value is not None:
            query[parameter] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
