"""What a visitor asked of the list: facets, words, order; read from the address, checked once."""

import secrets
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Case, F, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.facets import EFFECT_COLUMN, offered_facets
from documents.models import LegalDocumentPage
from documents.record.effect import effect_expression, has_due_effects
from documents.record.numbers import number_key
from search.text import clean_query, searchable_words

WORDS_PARAMETER, SORT_PARAMETER = "tu-khoa", "thu-tu"
MAX_WORDS_LENGTH = 200
# Beyond this nobody reads on; more words narrow it.
MOST_FOUND_BY_WORDS = 300
VERSION_MAX_AGE = 24 * 3600
SORTS = {
    "moi-nhat": ("-listed_on", "-pk"),
    "cu-nhat": ("listed_on", "pk"),
    "so-hieu": ("number_key", "-listed_on", "-pk"),
}
NEWEST = "moi-nhat"


def on_shelf(shelf: str) -> QuerySet:
    """Return the documents that a shelf shows today; the shelf keeps them to one site."""
    today = timezone.localdate()
    return LegalDocumentPage.everywhere.filter(shelf=shelf, listed_until__gte=today)


def _version_key(shelf: str) -> str:
    return f"shelf-version:{shelf}"


def version_of_shelf(shelf: str) -> str:
    """Return what changes whenever a document comes, goes or changes on the shelf."""
    version = cache.get(_version_key(shelf))
    if version is None:
        version = secrets.token_hex(8)
        cache.set(_version_key(shelf), version, VERSION_MAX_AGE)
    return version


def forget_shelf(shelf: str) -> None:
    """Let counts of a shelf be made anew."""
    cache.delete(_version_key(shelf))


@dataclass(frozen=True)
class Selection:
    """One choice of documents; ``chosen`` maps parameters of facets to values."""

    chosen: dict[str, str] = field(default_factory=dict)
    words: str = ""
    sort: str = NEWEST

    @classmethod
    def of(cls, request: HttpRequest) -> "Selection":
        """Read the address.

        Raises:
            Http404: a value or an order does not exist.
        """
        chosen = {}
        for facet in offered_facets():
            if value := request.GET.get(facet.parameter, ""):
                if not facet.accepts(value):
                    raise Http404
                chosen[facet.parameter] = value
        sort = request.GET.get(SORT_PARAMETER, "") or NEWEST
        if sort not in SORTS:
            raise Http404
        words = clean_query(request.GET.get(WORDS_PARAMETER, ""), MAX_WORDS_LENGTH)
        return cls(chosen, words, sort)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the order was chosen."""
        return bool(self.chosen or self.words)

    @property
    def fingerprint(self) -> str:
        """Return a key of what is counted, of this day: effects change with the calendar."""
        told = repr((sorted(self.chosen.items()), self.words, timezone.localdate()))
        return sha256(told.encode()).hexdigest()[:32]

    def narrow(self, documents: QuerySet, page) -> QuerySet:
        """Return the documents that match."""
        chosen = {
            facet.column: value
            for facet in offered_facets()
            if (value := self.chosen.get(facet.parameter))
        }
        if EFFECT_COLUMN in chosen:
            documents = documents.annotate(**{EFFECT_COLUMN: self._effect(documents)})
        return self.narrow_by_words(documents.filter(**chosen), page)

    def narrow_by_words(self, documents: QuerySet, page) -> QuerySet:
        """Return the documents that the words find, whatever else was chosen."""
        return documents.filter(pk__in=self._found_by_words(page)) if self.words else documents

    def _effect(self, documents: QuerySet) -> F | Case:
        """Return the state of effect as a column: the kept one, which an index answers.

        Between midnight and :func:`~documents.record.effect.keep_effects` it is worked out per row.
        """
        if "_effect_column" not in self.__dict__:
            today = timezone.localdate()
            is_due = has_due_effects(documents, today)
            self.__dict__["_effect_column"] = (
                effect_expression(today) if is_due else F("effect_kept")
            )
        return self.__dict__["_effect_column"]

    def sorted(self, documents: QuerySet) -> QuerySet:
        """Return the documents in the chosen order."""
        return documents.order_by(*SORTS[self.sort])

    def sort_choices(self) -> list[tuple[str, str]]:
        """Return the orders with their names."""
        return [
            ("moi-nhat", _("Newest first")),
            ("cu-nhat", _("Oldest first")),
            ("so-hieu", _("By number")),
        ]

    def _found_by_words(self, page) -> list[int]:
        """Return the keys of the best documents for the words, and of those with the number."""
        if "_found" not in self.__dict__:
            self.__dict__["_found"] = _search(page, self.words)
        return self.__dict__["_found"]


def _search(page, words: str) -> list[int]:
    # Late, because the room of search knows the home pages, and they know this room.
    from search.finding import Filters, Scope
    from search.queries import find_page_keys

    own = on_shelf(f"{page.tenant.code}/{page.section}")
    key = number_key(words)
    numbered = own.filter(Q(number_key=key) | Q(number_key__startswith=f"{key}-"))
    keys = list(numbered.values_list("pk", flat=True)[:MOST_FOUND_BY_WORDS]) if key else []
    if searchable_words(words):
        scope = Scope.of(page.tenant)
        filters = Filters(section=page.section)
        keys += find_page_keys(scope, words, filters, most=MOST_FOUND_BY_WORDS)
    return list(dict.fromkeys(keys))
