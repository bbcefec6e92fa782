"""Checks before publication: the same document twice, and what it undoes but is still in force."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks import register_check
from documents.checks import attached_files
from documents.models import LegalDocumentPage
from documents.record.duplicates import documents_like, files_like
from documents.record.editions import published_statement, statement_of
from documents.record.effect import effect_of
from documents.record.relations import UNDOING
from documents.record.vocabulary import Effect

MOST_NAMED = 3


def _is_document(page) -> bool:
    return isinstance(page, LegalDocumentPage)


def possible_duplicates(page: LegalDocumentPage) -> list[LegalDocumentPage]:
    """Return documents of the same place with the same number, issuer and date, or the same file.

    Also drafts: whoever posts a document in two sections should know before both are public. Two
    queries at most.
    """
    attached = attached_files(page)
    found = documents_like(
        page.place_code, number=page.number, issuer=page.issuer, issued_on=page.issued_on,
        files=files_like(attached) if attached else (),
    )  # fmt: skip
    return list(found.exclude(pk=page.pk).order_by("-live", "pk")[:MOST_NAMED])


@register_check(
    "duplicate",
    label=gettext_lazy("Posted once only"),
    reason=gettext_lazy(
        "Two pages of one document contradict each other as soon as one of them is corrected."
    ),
    applies=_is_document,
    field="number",
)
def posted_twice(page: LegalDocumentPage) -> Iterator[str]:
    """A document has one page; another one with its number, issuer and date, or file, is named."""
    page.describe_itself()
    for other in possible_duplicates(page):
        yield _("“%(title)s” looks like the same document: %(url)s") % {
            "title": other.title,
            "url": other.full_url if other.live else _("not public yet"),
        }


@register_check(
    "undone-in-force",
    label=gettext_lazy("What it replaces is no longer in force"),
    reason=gettext_lazy(
        "People rely on the status that the portal shows. Set the last day of the older document, "
        "too."
    ),
    applies=lambda page: _is_document(page) and bool(page.relations.all()),
)
def undone_but_in_force(page: LegalDocumentPage) -> Iterator[str]:
    """What a document replaces or repeals as a whole is not shown as in force any more."""
    undone = [
        row.target_id
        for row in page.relations.all()
        if row.target_id and row.kind in UNDOING and not row.scope
    ]
    today = timezone.localdate()
    for other in LegalDocumentPage.everywhere.filter(pk__in=undone, live=True):
        if effect_of(other, today) == Effect.IN_FORCE and effect_of(page, today) == Effect.IN_FORCE:
            yield _("“%(title)s” is still shown as in force.") % {"title": other.title}


@register_check(
    "edition-reason",
    label=gettext_lazy("Why a published document changes"),
    reason=gettext_lazy(
        "Whoever read the page before must learn what changed and why; the page shows both."
    ),
    applies=lambda page: _is_document(page) and bool(page.live),
    field="change_note",
)
def changed_without_reason(page: LegalDocumentPage) -> Iterator[str]:
    """A change of what was published says why (R58, R70)."""
    if page.change_note.strip():
        return
    before = published_statement(page)
    if before is not None and statement_of(page).changes_from(before):
        yield _("The page is public and changes; write why.")
