"""The relations of a document as its page shows them: what it states, and what others state of it.

Nothing is stored twice: the other side is a query over live pages that everybody may see, on the
own site and on that of the province, never across provinces.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from commune_site.models.querysets import RestrictionAbove
from documents.record.levels import issuer_key, short_issuer_keys
from portal_network.tenancy.directory import Tenant, directory

# What is cited by hundreds is found in the list; the page names the newest.
MOST_REVERSE = 30


@dataclass(frozen=True, slots=True)
class ShownRelation:
    """One relation in words; ``url`` is empty where the document can be read nowhere.

    ``is_foreign`` tells that the address is none of the portal's.
    """

    kind: str
    verb: str
    words: str
    title: str
    url: str
    scope: str = ""
    is_foreign: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """All relations with the same verb."""

    verb: str
    relations: tuple[ShownRelation, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """Both sides; ``more`` counts what others state beyond those that are shown."""

    stated: tuple[ShownRelation, ...] = ()
    reverse: tuple[ShownRelation, ...] = ()
    more: int = 0

    def groups(self) -> list[RelationGroup]:
        """Return the relations by verb: what undoes the document first, its bases last."""
        ordered = sorted(
            (*self.reverse, *self.stated), key=lambda one: (_weight(one, self.reverse), one.verb)
        )
        verbs = dict.fromkeys(one.verb for one in ordered)
        return [
            RelationGroup(verb, tuple(one for one in ordered if one.verb == verb)) for verb in verbs
        ]

    def undone_by(self) -> list[ShownRelation]:
        """Return what readers must know first: by which documents this one was undone."""
        return [one for one in self.reverse if one.kind in UNDOING]


# By the value, because the model imports the page, which shows relations.
UNDOING = ("thay-the", "bai-bo")
_ORDER = ("thay-the", "bai-bo", "sua-doi-bo-sung", "dinh-chinh", "hop-nhat", "huong-dan", "can-cu")


def _weight(one: ShownRelation, reverse: tuple[ShownRelation, ...]) -> tuple[int, int]:
    return _ORDER.index(one.kind), 0 if one in reverse else 1


def relations_of(page) -> Relations:
    """Return the relations of a page; three queries at most, asked once per page in memory."""
    if "_relations_shown" not in page.__dict__:
        reverse, more = _reverse(page)
        page.__dict__["_relations_shown"] = Relations(tuple(_stated(page)), tuple(reverse), more)
    return page.__dict__["_relations_shown"]


def _documents() -> QuerySet:
    return apps.get_model("documents", "LegalDocumentPage").everywhere.all()


def _stated(page) -> list[ShownRelation]:
    rows = list(page.relations.all())
    if not rows:
        return []
    found = _possible_targets(page, rows)
    by_key = {document.pk: document for document in found}
    shown = []
    for row in rows:
        if row.target_id:
            target = by_key.get(row.target_id)
            if target is not None and (target.live or target.first_published_at):
                shown.append(_to_document(row, target, page.tenant))
        else:
            target = _cited(row, found, page)
            shown.append(_to_document(row, target, page.tenant) if target else _to_citation(row))
    return shown


def _possible_targets(page, rows: Iterable) -> list:
    """Return what the rows may mean: chosen documents, and those with a cited number."""
    chosen = [row.target_id for row in rows if row.target_id]
    cited = [row.cited_key for row in rows if not row.target_id and row.cited_key and row.cited_on]
    wanted = Q(pk__in=chosen, province_id=page.province_id)
    if cited:
        codes = [page.place_code, page.province_id]
        wanted |= Q(place_code__in=codes, number_key__in=cited) & ~Q(shelf="")
    return list(_documents().filter(wanted).annotate(is_restricted=RestrictionAbove("path")))


def _cited(row, documents: list, page) -> object | None:
    """Return the one document that a citation means; nothing where two may be meant."""
    issuer = issuer_key(row.cited_issuer)
    meant = [
        document
        for document in documents
        if _is_visible(document)
        and document.pk != page.pk
        and (document.number_key, document.issued_on) == (row.cited_key, row.cited_on)
        and issuer in short_issuer_keys(document.issuer_slug)
    ]
    return meant[0] if len(meant) == 1 else None


def _is_visible(document) -> bool:
    is_current = document.listed_until >= timezone.localdate()
    return bool(document.shelf) and is_current and not document.is_restricted


def _to_document(row, target, viewer: Tenant) -> ShownRelation:
    is_visible = _is_visible(target)
    return ShownRelation(
        kind=row.kind,
        verb=str(row.get_kind_display()),
        words=target.citation,
        title=target.title if is_visible else "",
        url=address_of(target, viewer) if is_visible else "",
        scope=row.scope,
        is_withdrawn=not target.live,
    )


def _to_citation(row) -> ShownRelation:
    return ShownRelation(
        kind=row.kind,
        verb=str(row.get_kind_display()),
        words=row.words,
        title="",
        url=row.url,
        scope=row.scope,
        is_foreign=bool(row.url),
    )


def _reverse(page) -> tuple[list[ShownRelation], int]:
    if page.pk is None:
        return [], 0
    rows = list(_rows_about(page)[: MOST_REVERSE + 1])
    if not rows:
        return [], 0
    more = _rows_about(page).count() - MOST_REVERSE if len(rows) > MOST_REVERSE else 0
    keys = [row.page_id for row in rows[:MOST_REVERSE]]
    open_pages = _documents().filter(pk__in=keys).open_to_all().in_bulk()
    return [
        ShownRelation(
            kind=row.kind,
            verb=str(row.reverse_verb),
            words=source.citation,
            title=source.title,
            url=address_of(source, page.tenant),
            scope=row.scope,
        )
        for row in rows[:MOST_REVERSE]
        if (source := open_pages.get(row.page_id)) is not None
    ], max(more, 0)


def _rows_about(page) -> QuerySet:
    """Return the rows of live pages that name a page, by choice or by number and date."""
    rows = apps.get_model("documents", "DocumentRelation").everywhere
    names = Q(target_id=page.pk)
    if page.number_key and page.issued_on:
        names |= Q(
            target__isnull=True, cited_key=page.number_key, cited_on=page.issued_on,
            cited_issuer_key__in=short_issuer_keys(page.issuer_slug),
        )  # fmt: skip
    shown = rows.filter(names, page__province_id=page.province_id).exclude(page_id=page.pk)
    shown = shown.exclude(page__shelf="").filter(page__listed_until__gte=timezone.localdate())
    if page.commune_id:
        shown = shown.filter(page__place_code__in=[page.commune_id, page.province_id])
    else:
        closed = [
            commune.code
            for commune in directory.communes_of(page.province_id)
            if not commune.is_active
        ]
        shown = shown.exclude(page__place_code__in=closed) if closed else shown
    return shown.order_by("-page__listed_on", "-pk")


def address_of(document, viewer: Tenant) -> str:
    """Return where a document is read: local on its own site, in full elsewhere."""
    site_id, root_url, path = document.get_url_parts()
    return path if site_id == viewer.site_id else root_url + path
