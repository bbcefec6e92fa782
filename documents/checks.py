"""Looks at the files of a page before it is published: scans, changed and refused files."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.checks import Level, register_check
from commune_site.checks.contents import attached_rows, text_length
from commune_site.checks.texts import SHORTEST_TEXT
from commune_site.models import Attachment
from documents.models.files import Examination, PortalDocument

_DOCUMENT = Attachment._meta.get_field("document")
_NOT_READY = (Examination.WAITING, Examination.UNAVAILABLE)


def _has_files(page) -> bool:
    return bool(attached_rows(page))


def attached_files(page) -> list[PortalDocument]:
    """Return the files of a page, each once; one query for all checks."""
    rows = [row for row in attached_rows(page) if row.document_id]
    unknown = [row for row in rows if not _DOCUMENT.is_cached(row)]
    files = PortalDocument.everywhere.in_bulk([row.document_id for row in unknown])
    for row in unknown:
        if row.document_id in files:
            row.document = files[row.document_id]
    known = {row.document_id: row.document for row in rows if _DOCUMENT.is_cached(row)}
    return list(known.values())


@register_check(
    "scan",
    label=gettext_lazy("Files with text, or the text as a page"),
    reason=gettext_lazy(
        "A scanned picture of a text is silent for screen readers and is not found by search "
        "(Law on Persons with Disabilities 2010, article 43). Attach the file made by Word, or "
        "paste the text into the page."
    ),
    applies=_has_files,
)
def scanned_files_without_text(page) -> Iterator[str]:
    """A scan is published beside its text (R101)."""
    if text_length(page) >= SHORTEST_TEXT:
        return
    for document in attached_files(page):
        if document.is_scan:
            yield _("“%(title)s” is a scan without text.") % {"title": document.title}


@register_check(
    "changed-file",
    label=gettext_lazy("Signed files as they were signed"),
    reason=gettext_lazy(
        "A file that was changed after its digital signature is no longer what was signed (Law on "
        "Electronic Transactions 20/2023/QH15, article 10). Attach the file as it was signed, or "
        "open the file under “Files” and write there why it is published all the same."
    ),
    applies=_has_files,
    level=Level.BLOCK,
)
def files_changed_after_signing(page) -> Iterator[str]:
    """A file that was changed after signing needs a typed reason."""
    for document in attached_files(page):
        if document.is_changed_after_signing and not document.changed_reason.strip():
            yield _("“%(title)s” was changed after it was signed.") % {"title": document.title}


@register_check(
    "refused-file",
    label=gettext_lazy("Files without danger"),
    reason=gettext_lazy("Nobody can download such a file; attach another one."),
    applies=_has_files,
    level=Level.BLOCK,
)
def refused_files(page) -> Iterator[str]:
    """A file that was refused cannot be published."""
    for document in attached_files(page):
        if document.examination == Examination.REFUSED:
            yield _("“%(title)s” was refused: %(reasons)s") % {
                "title": document.title,
                "reasons": " ".join(document.reasons_against),
            }


@register_check(
    "waiting-file",
    label=gettext_lazy("Examined files"),
    reason=gettext_lazy(
        "The public can download a file once it was examined; this happens by itself."
    ),
    applies=_has_files,
)
def files_not_examined_yet(page) -> Iterator[str]:
    """A file that still waits is pointed out, for the public cannot see it yet."""
    for document in attached_files(page):
        if document.examination in _NOT_READY:
            yield _("“%(title)s” has not been examined yet.") % {"title": document.title}
