"""Whether a document is there already: by its file, or by number, issuer and date."""

from django.utils.translation import gettext as _

from documents.models import ImportedRow, IntakeItem, LegalDocumentPage, PortalDocument
from documents.record.levels import issuer_key
from documents.record.numbers import number_key


def known_as(row: ImportedRow) -> str:
    """Return in words what a row of an import repeats; empty where nothing. Four queries at most.

    Within the import the first of two counts; rows that are not stored yet are told by theirs.
    """
    tenant = row.batch.parent.tenant
    if row.sha256:
        earlier = _earlier(row)
        if earlier is not None:
            return _("The same file as in row %(number)d.") % {"number": earlier}
        files = PortalDocument.everywhere.filter(
            sha256=row.sha256, collection_id=tenant.collection_id
        ).values("pk")
        pages = LegalDocumentPage.everywhere.filter(attachments__document__in=files)
        if found := pages.values_list("title", flat=True).first():
            return _("The file is attached to “%(title)s” already.") % {"title": found}
        if IntakeItem.everywhere.filter(document__in=files).exists():
            return _("The file was dropped before and waits to be confirmed.")
    return _same_number(row, tenant)


def _earlier(row: ImportedRow) -> int | None:
    """Return the number of an earlier row of the import with the same file."""
    seen = row.batch.__dict__.setdefault("_sums", {})
    if not row.pk:
        first = seen.setdefault(row.sha256, row.number)
        return first if first != row.number else None
    made = ImportedRow.everywhere.filter(
        batch=row.batch_id, sha256=row.sha256, outcome=ImportedRow.Outcome.MADE
    )
    return made.exclude(pk=row.pk).values_list("number", flat=True).first()


def _same_number(row: ImportedRow, tenant) -> str:
    key = number_key(row.values.get("number", ""))
    issued_on = row.values.get("issued_on")
    if not key or not issued_on:
        return ""
    same = LegalDocumentPage.everywhere.filter(
        place_code=tenant.code, number_key=key, issued_on=issued_on
    )
    if issuer := issuer_key(row.values.get("issuer", "")):
        same = same.filter(issuer_slug=issuer)
    found = same.values_list("title", flat=True).first()
    if not found:
        return ""
    return _("“%(title)s” has the same number and date.") % {"title": found}
