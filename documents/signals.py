"""Keeps shelves true when documents change past their own ``save``; cleans up behind imports."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move

from commune_site.events import pages_inserted
from documents.bulk.services import delete_files
from documents.files.refusals import forget_refusal
from documents.models import DocumentImport, LegalDocumentPage, PortalDocument
from documents.quarters import note_changes, quarters_of
from documents.record.shelves import refresh_shelves

# What stood in the database before a document was saved.
BEFORE = "_listed_before"


def _listed(documents: QuerySet) -> list[tuple[str, date]]:
    return list(documents.order_by().values_list("shelf", "listed_on"))


def _is_about_lists(update_fields: Iterable[str] | None) -> bool:
    own = {field.name for field in LegalDocumentPage._meta.local_fields}
    return update_fields is None or not own.isdisjoint(update_fields)


def _changes(sender, instance: LegalDocumentPage, update_fields=None, **kwargs) -> None:
    if _is_about_lists(update_fields):
        instance.__dict__[BEFORE] = _listed(LegalDocumentPage.everywhere.filter(pk=instance.pk))


def _changed(sender, instance: LegalDocumentPage, **kwargs) -> None:
    before = instance.__dict__.pop(BEFORE, None)
    if before is not None:
        note_changes(quarters_of([*before, (instance.shelf, instance.listed_on)]))


def _inserted(sender, pages, **kwargs) -> None:
    if issubclass(sender, LegalDocumentPage):
        listed = ((page.shelf, page.listed_on) for page in pages)
        note_changes(quarters_of(listed), counts_at_once=False)


def _refresh(documents: QuerySet) -> None:
    before = _listed(documents)
    if refresh_shelves(documents):
        note_changes(quarters_of([*before, *_listed(documents)]))


def _unpublished(sender, instance, **kwargs) -> None:
    _refresh(LegalDocumentPage.everywhere.filter(pk=instance.pk))


def _moved(sender, instance: Page, **kwargs) -> None:
    _refresh(LegalDocumentPage.everywhere.descendant_of(instance, inclusive=True))


def _import_deleted(sender, instance: DocumentImport, **kwargs) -> None:
    transaction.on_commit(lambda: delete_files(instance))


def _file_deleted(sender, instance: PortalDocument, **kwargs) -> None:
    forget_refusal(instance)


def connect() -> None:
    """Listen; the room of the pages has set place and section of what was moved before."""
    for signal in (pre_save, pre_delete):
        signal.connect(_changes, sender=LegalDocumentPage, dispatch_uid="shelf-changes")
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=LegalDocumentPage, dispatch_uid="shelf-changed")
    pages_inserted.connect(_inserted, dispatch_uid="documents-inserted")
    post_delete.connect(
        _import_deleted, sender=DocumentImport, dispatch_uid="import-of-documents-deleted"
    )
    post_delete.connect(_file_deleted, sender=PortalDocument, dispatch_uid="refused-file-deleted")
    page_unpublished.connect(
        _unpublished, sender=LegalDocumentPage, dispatch_uid="document-unpublished"
    )
    post_page_move.connect(_moved, dispatch_uid="document-moved")
