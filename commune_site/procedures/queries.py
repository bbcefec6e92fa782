"""What the public sites ask of the catalogue; no question costs more with more procedures shown."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import StrIndex
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from commune_site.procedures.models import Procedure
from commune_site.procedures.models.catalogue import LONGEST_NAME, ProcedureQuerySet
from commune_site.procedures.vocabulary import OnlineLevel, Subject
from portal_network.tenancy.directory import Tenant
from search.text import clean_query, fold, searchable_words

FIELD, SUBJECT, ONLINE, WORDS = "linh-vuc", "doi-tuong", "muc-do", "tu-khoa"
# Below the catalogue stands the section's list of pages, which has the usual key.
PAGE = "trang-thu-tuc"
LONGEST_WORDS = 200
# Columns that no list shows.
HEAVY = ("record", "search_text")
# As long as the tree of a site, for whose reading it is asked twice (seconds).
REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with the number of procedures that it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor chose; empty texts choose nothing."""

    field: str = ""
    subject: str = ""
    online: str = ""
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is shown."""
        return not (self.field or self.subject or self.online or self.words)


def requested_filters(request: HttpRequest) -> Filters:
    """Return the filters of the address; what is no subject and no level chooses nothing.

    Raises:
        Http404: a field that could not be one.
    """
    sent = {name: request.GET.get(name, "") for name in (FIELD, SUBJECT, ONLINE, WORDS)}
    if len(sent[FIELD]) > LONGEST_WORDS or "\x00" in sent[FIELD]:
        raise Http404(_("There is no such field."))
    return Filters(
        field=sent[FIELD],
        subject=sent[SUBJECT] if sent[SUBJECT] in Subject.values else "",
        online=sent[ONLINE] if sent[ONLINE] in OnlineLevel.values else "",
        words=clean_query(sent[WORDS], LONGEST_WORDS),
    )


def chosen(rows: ProcedureQuerySet, filters: Filters) -> ProcedureQuerySet:
    """Return the procedures that the filters leave: by field and name, or best first."""
    if filters.field:
        rows = rows.filter(field_slug=filters.field)
    if filters.subject:
        rows = rows.for_subject(filters.subject)
    if filters.online:
        rows = rows.filter(online_level=filters.online)
    if filters.words:
        return _by_words(rows, filters.words)
    return rows.defer(*HEAVY).order_by("field_slug", "search_text")


def _by_words(rows: ProcedureQuerySet, query: str) -> ProcedureQuerySet:
    """Return what holds all words of a query; the nearer to the head of the name, the earlier."""
    words = searchable_words(query)
    if not words:
        return rows.none()
    place = StrIndex("search_text", Value(words))
    best_first = Case(When(place=0, then=Value(LONGEST_NAME * 2)), default=F("place"))
    found = rows.matching(words).annotate(place=place)
    return found.defer(*HEAVY).order_by(best_first, "search_text")


def field_choices(rows: ProcedureQuerySet, filters: Filters) -> list[Choice]:
    """Return the fields of a catalogue by name; one query."""
    found = rows.order_by().values_list("field_slug", "field").annotate(number=Count("pk"))
    merged: dict[str, tuple[str, int]] = {}
    for slug, name, number in sorted(found, key=lambda row: fold(row[1])):
        label, known = merged.get(slug, (name, 0))
        merged[slug] = (label, known + number)
    return [
        Choice(slug, label, number, slug == filters.field)
        for slug, (label, number) in merged.items()
    ]


def other_choices(
    rows: ProcedureQuerySet, filters: Filters
) -> tuple[list[Choice], list[Choice], int]:
    """Return subjects, levels of online service and the number of all procedures; one query."""
    counted = {
        f"subject_{place}": Count("pk", filter=Q(subjects__contains=f"|{subject.value}|"))
        for place, subject in enumerate(Subject)
    } | {
        f"online_{place}": Count("pk", filter=Q(online_level=level.value))
        for place, level in enumerate(OnlineLevel)
    }
    numbers = rows.aggregate(total=Count("pk"), **counted)
    subjects = [
        Choice(subject.value, str(subject.label), number, subject.value == filters.subject)
        for place, subject in enumerate(Subject)
        if (number := numbers[f"subject_{place}"])
    ]
    levels = [
        Choice(level.value, str(level.label), number, level.value == filters.online)
        for place, level in enumerate(OnlineLevel)
        if (number := numbers[f"online_{place}"])
    ]
    return subjects, levels, numbers["total"]


def address_without(request: HttpRequest, *names: str) -> str:
    """Return the address of the list without some of its filters, from its first page on."""
    query = request.GET.copy()
    for name in (*names, PAGE):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def procedure_or_404(tenant: Tenant, code: str) -> Procedure:
    """Return the procedure of this code, also when it has been withdrawn.

    Raises:
        Http404: the site shows no such procedure and never did.
    """
    rows = Procedure.objects.of_province(tenant.province_code)
    if tenant.is_commune:
        rows = rows.filter(at_commune=True)
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def find_procedures(tenant: Tenant, query: str) -> ProcedureQuerySet:
    """Return what a site shows about a query, best first."""
    return _by_words(Procedure.objects.shown_on(tenant), query)


def numbers_shown(tenant: Tenant) -> tuple[int, int]:
    """Return how many procedures a site shows, and how many of them are online; cached."""

    def ask() -> tuple[int, int]:
        online = ~Q(online_level=OnlineLevel.NONE)
        rows = Procedure.everywhere.shown_on(tenant)
        found = rows.aggregate(shown=Count("pk"), online=Count("pk", filter=online))
        return found["shown"], found["online"]

    return cache.get_or_set(_cache_key(tenant.key), ask, REMEMBERED)


def forget_numbers(tenant_key: str) -> None:
    """Drop the cached numbers of the tenant with this key, after an import."""
    cache.delete(_cache_key(tenant_key))


def _cache_key(tenant_key: str) -> str:
    return f"procedures-shown:{tenant_key}"
