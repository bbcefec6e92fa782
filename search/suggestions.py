"""What the search box offers while somebody types: titles, procedures, numbers, frequent queries.

An index finds words at the beginning of which the typed letters stand; which words begin so, the
vocabulary of the province knows. So no question reads more of the index than an ordinary search.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commune_site.sections import registry_value
from portal_network.tenancy.directory import Tenant, directory
from search import labels
from search.finding import Scope
from search.index import current_index
from search.index.base import TITLE, All, Any, Expression, Token
from search.kinds import Kind
from search.models import SearchEntry
from search.query_log import frequent_queries
from search.results import address_of
from search.text import clean_query, reference_key, tokens
from search.vocabulary import Words, has_digit, vocabulary_of

FEWEST_LETTERS = 2
MOST_LETTERS = 80
MOST_WORDS = 8
SHOWN = 8
SHOWN_QUERIES = 3
# Among the newest of so many entries the best titles are chosen.
LOOKED_AT = 60
# How many words a beginning may stand for; the most frequent ones.
ENDINGS = 12
# In a whole province single words would choose among too much: procedures alone.
WORDS_FOR_PROVINCE = 2
SECONDS_REMEMBERED = 60
# Browsers and proxies; nothing here depends on who asks.
SECONDS_CACHED = 300
LONGEST_TITLE = 140
PREFIX_OF_PROCEDURES = "thu tuc "


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line below the search box: what it says, what kind of thing it is, where it leads."""

    text: str
    kind: str
    url: str


@require_GET
def suggestions_view(request: HttpRequest) -> JsonResponse:
    """Answer the search box: ``{"items": [{"text", "kind", "url"}]}``; never an error."""
    tenant = request.tenant
    typed = clean_query(request.GET.get("q", "")[: 4 * MOST_LETTERS], MOST_LETTERS)
    in_province = tenant.is_province or request.GET.get("pham-vi") == "tinh"
    scope = "province" if in_province else "site"
    key = f"search-suggest:{tenant.key}:{scope}:{'-'.join(tokens(typed))}"
    rows = cache.get(key)
    if rows is None:
        found = suggest(tenant, typed, in_province=in_province)
        rows = [{"text": one.text, "kind": one.kind, "url": one.url} for one in found]
        cache.set(key, rows, SECONDS_REMEMBERED)
    response = JsonResponse({"items": rows}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={SECONDS_CACHED}"
    response["X-Robots-Tag"] = "noindex"
    return response


def suggest(tenant: Tenant, typed: str, *, in_province: bool = False) -> list[Suggestion]:
    """Return what may be meant by the beginning of a query, best first; four queries at most."""
    words = tokens(typed)[:MOST_WORDS]
    if sum(map(len, words)) < FEWEST_LETTERS:
        return []
    found = [_as_query(query) for query in _frequent(tenant, words)]
    entries = _entries(tenant, words, in_province=in_province)
    found += [_as_page(entry, tenant) for entry in entries]
    return list({one.text: one for one in found}.values())[:SHOWN]


def _frequent(tenant: Tenant, words: Sequence[str]) -> list[str]:
    start = " ".join(words)
    fitting = [
        query for query in frequent_queries(tenant) if " ".join(tokens(query)).startswith(start)
    ]
    return fitting[:SHOWN_QUERIES]


def _entries(tenant: Tenant, words: list[str], *, in_province: bool) -> list[SearchEntry]:
    scope = Scope.province_of(tenant) if in_province else Scope.of(tenant)
    numbers = current_index().matching(
        _expression(words, scope), LOOKED_AT, is_narrow=bool(scope.commune)
    )
    unexpired = Q(expires_on__isnull=True) | Q(expires_on__gte=timezone.localdate())
    rows = SearchEntry.everywhere.filter(unexpired, pk__in=numbers, is_public=True)
    start = " ".join(words)
    closed = {one.code for one in directory.communes_of(scope.province) if not one.is_active}
    shown = rows.exclude(kind=Kind.SECTION)
    fitting = [row for row in shown if row.commune_id not in closed and _fits(row, words)]
    return sorted(fitting, key=lambda row: _place(row, start))[:SHOWN]


def _fits(row: SearchEntry, words: Sequence[str]) -> bool:
    """Tell whether the last word begins one of the title, or all of them begin the number."""
    in_title = any(word.startswith(words[-1]) for word in row.folded_title.split())
    return in_title or reference_key(row.reference).startswith("".join(words))


def _place(row: SearchEntry, start: str) -> tuple:
    """Return by what entries are sorted: the exact beginning first, then procedures, short, new.

    "Thủ tục đăng ký khai sinh" begins with its matter, as people type it.
    """
    title = row.folded_title.removeprefix(PREFIX_OF_PROCEDURES) or row.folded_title
    number = reference_key(row.reference)
    begins = row.folded_title.startswith(start) or title.startswith(start)
    begins = begins or number.startswith(start.replace(" ", ""))
    holds = f" {start}" in f" {title}"
    return (not begins, not holds, row.kind != Kind.PROCEDURE, len(title) // 10, -row.pk)


def _expression(words: list[str], scope: Scope) -> Expression:
    *whole, last = words
    endings = _endings(last, whole[-1] if whole else "", vocabulary_of(scope.province))
    parts = [Token(TITLE + word) for word in whole]
    parts.append(Any(tuple(endings)) if len(endings) > 1 else endings[0])
    if not scope.commune and len(words) < WORDS_FOR_PROVINCE:
        parts.append(Token(labels.by_value("kind", Kind.PROCEDURE)))
    said: Expression = All((scope.expression, *parts))
    if has_digit("".join(words)):
        number = Token(labels.reference("".join(words)), is_prefix=True)
        said = Any((said, All((scope.expression, number))))
    return said


def _endings(beginning: str, before: str, known: Words) -> list[Token]:
    """Return the words that begin so, the typed one among them; what follows ``before`` first."""

    def frequency(word: str) -> tuple[int, int, str]:
        pair = known.pairs.get(f"{before} {word}")
        return -(pair.count if pair else 0), -known.singles[word].count, word

    longer = (word for word in known.singles if word.startswith(beginning) and word != beginning)
    frequent = sorted(longer, key=frequency)[:ENDINGS]
    return [Token(TITLE + word) for word in (beginning, *frequent)]


def _as_query(query: str) -> Suggestion:
    return Suggestion(query, _("Frequent search"), f"{reverse('search')}?{urlencode({'q': query})}")


def _as_page(entry: SearchEntry, tenant: Tenant) -> Suggestion:
    number = "" if not entry.reference or entry.reference in entry.title else entry.reference
    title = entry.title if len(entry.title) <= LONGEST_TITLE else f"{entry.title[:LONGEST_TITLE]}…"
    section = registry_value(entry.section, "name", "")
    kind = entry.type_label or section or str(Kind(entry.kind).label)
    return Suggestion(title, " ".join(filter(None, (kind, number))), address_of(entry, tenant))
