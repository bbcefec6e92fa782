"""Answers a question within a place: candidates from the index, ranked, narrowed and counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from commune_site.navigation import site_tree
from commune_site.sections import get_registry, registry_value
from portal_network.tenancy.directory import Tenant, directory
from search import labels
from search.index import current_index
from search.index.base import All, Any, Expression, Token, Without
from search.kinds import Kind
from search.models import SearchEntry, SearchText
from search.near import find_near
from search.query import Query, parse
from search.ranking import (
    BEGUN_NUMBER,
    EXACT_NUMBER,
    MOST_OPENINGS,
    Candidate,
    add_openings,
    put_repeats_behind,
    rank_by_title,
)
from search.synonyms import thesaurus_of
from search.text import clean_query
from search.units import Unit, units_of
from search.vocabulary import vocabulary_of

# More are neither counted nor ranked: the newest of them, beside the best by title.
MOST_COUNTED = 1_000
MOST_BY_TITLE = 200
MOST_BY_NUMBER = 40
# What lacks a part is shown if it fits so much as well as the best that has every word.
FITS_AS_WELL = 0.5
SHORTEST_BEGINNING = 4
PAGE_SIZE = 20


class Match(StrEnum):
    """How many of the words the answers hold."""

    ALL = "all"
    MOST = "most"
    NONE = "none"


class Order(StrEnum):
    """The order of results, by its value in addresses."""

    RELEVANCE = ""
    NEWEST = "moi-nhat"
    OLDEST = "cu-nhat"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where is searched: a province with its communes, or one commune; for staff with drafts.

    ``is_alone`` leaves the communes of a province out.
    """

    province: str
    commune: str = ""
    staff: bool = False
    is_alone: bool = False

    @classmethod
    def of(cls, tenant: Tenant) -> "Scope":
        """Return the site itself; of a province, everything in it."""
        return cls(tenant.province_code, tenant.code if tenant.is_commune else "")

    @classmethod
    def site_of(cls, tenant: Tenant) -> "Scope":
        """Return the site itself; of a province, what stands on its own portal."""
        return replace(cls.of(tenant), is_alone=True)

    @property
    def is_narrow(self) -> bool:
        """Tell whether little of a large index lies within."""
        return bool(self.commune) or self.is_alone

    @classmethod
    def province_of(cls, tenant: Tenant) -> "Scope":
        """Return the province of a site with all its communes."""
        return cls(tenant.province_code)

    @property
    def expression(self) -> Expression:
        """Return what keeps an index to this place."""
        if self.staff:
            if self.commune:
                return Token(labels.staff_of_commune(self.commune))
            return Token(labels.staff_of_province(self.province))
        if self.commune:
            own, shared = labels.of_commune(self.commune), labels.shared_in(self.province)
            return Any((Token(own), Token(shared)))
        everything = Token(labels.of_province(self.province))
        communes = directory.communes_of(self.province) if self.is_alone else ()
        if not communes:
            return everything
        return Without(
            everything, Any(tuple(Token(labels.of_commune(one.code)) for one in communes))
        )


@dataclass(frozen=True, slots=True)
class Filters:
    """What results are narrowed by; empty texts narrow nothing."""

    kind: str = ""
    section: str = ""
    type: str = ""
    year: str = ""
    issuer: str = ""
    field: str = ""
    commune: str = ""

    def chosen(self) -> dict[str, str]:
        """Return what was chosen, by name."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value by which results can be narrowed, and how many have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer; ``is_exact`` tells that it bears the very number that was asked for."""

    entry: SearchEntry
    text: str
    score: float
    is_exact: bool


@dataclass(frozen=True)
class Results:
    """One page of answers, and what all of them have in common.

    ``total`` is counted up to :data:`MOST_COUNTED`; ``is_capped`` tells that there are more.
    """

    query: Query
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_capped: bool = False
    matched: Match = Match.NONE
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)

    @property
    def told_total(self) -> int:
        """Return the number that people are told: of so many that nobody counts, a round one."""
        return self.total // 100 * 100 if self.is_capped and self.total > 100 else self.total


@dataclass
class _Found:
    """Numbers that the index named, and what is known of them."""

    numbers: list[int] = field(default_factory=list)
    as_written: set[int] = field(default_factory=set)
    exact: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    near: set[int] = field(default_factory=set)
    matched: Match = Match.NONE
    is_capped: bool = False


def find(
    scope: Scope,
    text: str,
    filters: Filters | None = None,
    order: Order = Order.RELEVANCE,
    page: int = 1,
    size: int = PAGE_SIZE,
    *,
    all_words: bool = False,
) -> Results:
    """Return a page of answers, best first or by date; any text is answered.

    Words that no answer holds together are looked for with one missing, then each alone, but for
    ``all_words``. What expired, a suspended site and an empty section are never among the answers.
    """
    query = parse(clean_query(text), thesaurus_of(scope.province))
    if not query.clauses:
        return Results(query)
    units = units_of(query, vocabulary_of(scope.province))
    chosen = (filters or Filters()).chosen()
    found = _ask_index(scope, query, units, chosen, order, all_words=all_words)
    rows = _known_rows(scope, found.numbers)
    if not rows:
        return Results(query)
    ranked = _in_order(scope, query, units, rows, found, order)
    if found.matched is Match.ALL:
        ranked, rows = _without_the_worse(ranked, rows, found.near)
    shown = ranked[(page - 1) * size : page * size]
    return Results(
        query=query,
        hits=_hits(shown, found),
        total=len(rows),
        is_capped=found.is_capped,
        matched=found.matched,
        facets=_count_facets(rows),
    )


def _ask_index(
    scope: Scope,
    query: Query,
    units: Sequence[Unit],
    chosen: dict[str, str],
    order: Order,
    *,
    all_words: bool,
) -> _Found:
    index = current_index()
    newest_first = order is not Order.OLDEST

    def ask(what: Expression, limit: int) -> list[int]:
        expression = _within(scope, what, chosen)
        return index.matching(
            expression, limit, newest_first=newest_first, is_narrow=scope.is_narrow
        )

    found = _Found()
    if query.references:
        _ask_for_numbers(query, ask, found)
    numbers = ask(query.all_words(), MOST_COUNTED + 1)
    found.is_capped = len(numbers) > MOST_COUNTED
    del numbers[MOST_COUNTED:]
    found.matched = Match.ALL if numbers or found.exact else Match.MOST
    known = [*found.exact, *found.begun, *numbers]
    if found.is_capped and order is Order.RELEVANCE:
        known += ask(query.all_in_title(), MOST_BY_TITLE)
    if query.marked and numbers and order is Order.RELEVANCE:
        found.as_written = set(ask(query.all_as_written(), MOST_COUNTED))
        if found.is_capped:
            known += list(found.as_written)[:MOST_BY_TITLE]
    # By date, what fits less well would stand among what fits.
    if not (found.exact or all_words or (numbers and order is not Order.RELEVANCE)):
        found.near = set(find_near(query, units, len(numbers), ask)).difference(known)
    found.numbers = list(dict.fromkeys([*known, *found.near]))
    return found


def _ask_for_numbers(query: Query, ask, found: _Found) -> None:
    exact = tuple(Token(labels.reference(key)) for key in query.references)
    found.exact = set(ask(Any(exact) if len(exact) > 1 else exact[0], MOST_BY_NUMBER))
    longest = max(query.references, key=len)
    if not found.exact and len(longest) >= SHORTEST_BEGINNING:
        beginning = Token(labels.reference(longest), is_prefix=True)
        found.begun = set(ask(beginning, MOST_BY_NUMBER))


def _within(scope: Scope, what: Expression, chosen: dict[str, str]) -> Expression:
    narrowed = [Token(labels.by_value(name, value)) for name, value in chosen.items()]
    expression = All((scope.expression, *narrowed, what))
    closed = [] if scope.commune or scope.staff else _closed_communes(scope.province)
    if not closed:
        return expression
    return Without(expression, Any(tuple(Token(labels.of_commune(code)) for code in closed)))


def _closed_communes(province: str) -> list[str]:
    """Return the communes whose sites the public does not see now."""
    return [one.code for one in directory.communes_of(province) if not one.is_active]


@dataclass(slots=True)
class _Row:
    candidate: Candidate
    values: dict[str, str]


_COLUMNS = (
    "id", "kind", "title", "folded_title", "listed_on", "section", "type_label", "issuer", "field",
    "commune_id",
)  # fmt: skip


def _known_rows(scope: Scope, numbers: Sequence[int]) -> list[_Row]:
    """Return what may be shown of the numbers: not expired, of the place, no empty section."""
    if not numbers:
        return []
    rows = SearchEntry.everywhere.filter(pk__in=numbers, province_id=scope.province)
    if scope.commune:
        rows = rows.filter(Q(commune_id=scope.commune) | Q(is_shared=True))
    if not scope.staff:
        today = timezone.localdate()
        rows = rows.filter(is_public=True).filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=today)
        )
    shown = _shown_sections(scope)
    return [
        _Row(
            Candidate(number, kind, title, folded, listed_on, commune or ""),
            {
                "kind": kind, "section": section, "type": type_label,
                "year": str(listed_on.year), "issuer": issuer, "field": of_field,
                "commune": commune or "",
            },
        )
        for number, kind, title, folded, listed_on, section, type_label, issuer, of_field, commune
        in rows.values_list(*_COLUMNS)
        if shown is None or kind != Kind.SECTION or section in shown
    ]  # fmt: skip


def _shown_sections(scope: Scope) -> set[str] | None:
    """Return the sections of a site that have something to show; None where that is known."""
    if scope.staff or not scope.commune:
        return None
    tenant = directory.commune(scope.commune)
    if tenant is None:
        return set()
    standing = {one.slug for one in get_registry().sections if one.standing}
    return standing | {node.section for node in site_tree(tenant).root.walk() if not node.is_empty}


def _in_order(
    scope: Scope,
    query: Query,
    units: Sequence[Unit],
    rows: list[_Row],
    found: _Found,
    order: Order,
) -> list[Candidate]:
    candidates = [row.candidate for row in rows]
    if order is not Order.RELEVANCE:
        candidates.sort(key=lambda one: one.number, reverse=order is Order.NEWEST)
        return candidates
    for one in candidates:
        one.is_as_written = one.number in found.as_written
        one.has_all_words = found.matched is Match.ALL and one.number not in found.near
        if one.number in found.exact:
            one.number_fits = EXACT_NUMBER
        elif one.number in found.begun:
            one.number_fits = BEGUN_NUMBER
    rank_by_title(query, units, candidates, timezone.localdate())
    candidates.sort(key=_best_first)
    first = candidates[:MOST_OPENINGS]
    add_openings(query, units, first, _openings([one.number for one in first]))
    first.sort(key=_best_first)
    if not scope.commune:
        put_repeats_behind(first)
        first.sort(key=_best_first)
    return [*first, *candidates[MOST_OPENINGS:]]


def _without_the_worse(
    ranked: list[Candidate], rows: list[_Row], near: set[int]
) -> tuple[list[Candidate], list[_Row]]:
    """Leave out what lacks a part of the question and fits it much worse than what has all."""
    best = max((one.score for one in ranked if one.number not in near), default=0.0)
    kept = {
        one.number for one in ranked if one.number not in near or one.score >= FITS_AS_WELL * best
    }
    return (
        [one for one in ranked if one.number in kept],
        [row for row in rows if row.candidate.number in kept],
    )


def _best_first(candidate: Candidate) -> tuple[float, int]:
    return -candidate.score, -candidate.number


def _openings(numbers: Iterable[int]) -> dict[int, str]:
    rows = SearchText.everywhere.filter(pk__in=list(numbers))
    return dict(rows.values_list("pk", "opening"))


def _hits(shown: Sequence[Candidate], found: _Found) -> list[Hit]:
    rows = SearchEntry.everywhere.select_related("text").in_bulk([one.number for one in shown])
    return [
        Hit(rows[one.number], rows[one.number].text.written, one.score, one.number in found.exact)
        for one in shown
        if one.number in rows
    ]


def _count_facets(rows: Sequence[_Row]) -> dict[str, list[FacetValue]]:
    """Return the values that the results have, with how many have each, the most first."""
    facets = {}
    for name in (one.name for one in fields(Filters)):
        counts = Counter(value for row in rows if (value := row.values[name]))
        facets[name] = [
            FacetValue(value, _label_of(name, value), count)
            for value, count in counts.most_common()
        ]
    return facets


def _label_of(name: str, value: str) -> str:
    """Return how people call a value."""
    if name == "kind":
        return str(Kind(value).label)
    if name == "section":
        return registry_value(value, "name", value)
    if name == "commune":
        tenant = directory.commune(value)
        return tenant.name if tenant else value
    return value
