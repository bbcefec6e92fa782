"""Whether a document is there already: by its file, or by number, issuer and date."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from documents.models import ImportedRow, IntakeItem, LegalDocumentPage, PortalDocument
from documents.record.duplicates import documents_like

_STANDING = (ImportedRow.Outcome.READY, ImportedRow.Outcome.MADE)


def known_as(row: ImportedRow, unstored: Sequence[ImportedRow] = ()) -> str:
    """Return in words what a row of an import repeats; empty where nothing. Four queries at most.

    Within the import the first of two counts: of those that are stored, and of ``unstored`` ones.
    """
    tenant = row.batch.parent.tenant
    if row.sha256:
        earlier = _earlier(row, unstored)
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


def _earlier(row: ImportedRow, unstored: Sequence[ImportedRow]) -> int | None:
    """Return the number of an earlier row of the import with the same file, unless refused."""
    for other in unstored:
        if other.sha256 == row.sha256 and other.outcome in _STANDING:
            return other.number
    earlier = ImportedRow.everywhere.filter(
        batch=row.batch_id, sha256=row.sha256, number__lt=row.number, outcome__in=_STANDING
    )
    return earlier.order_by("number").values_list("number", flat=True).first()


def _same_number(row: ImportedRow, tenant) -> str:
    issued_on = row.values.get("issued_on")
    same = documents_like(
        tenant.code, number=row.values.get("number", ""), issuer=row.values.get("issuer", ""),
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
    )  # fmt: skip
    found = same.values_list("title", flat=True).first()
    if not found:
        return ""
    return _("“%(title)s” has the same number and date.") % {"title": found}
