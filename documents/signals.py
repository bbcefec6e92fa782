"""Keeps shelves true when documents change past their own ``save``; cleans up behind imports."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_unpublished, post_page_move

from documents.bulk.services import delete_files
from documents.files.refusals import forget_refusal
from documents.models import DocumentImport, LegalDocumentPage, PortalDocument
from documents.record.shelves import place_code, refresh_shelves, shelf
from documents.selection import forget_shelf


def _changed(sender, instance: LegalDocumentPage, **kwargs) -> None:
    """Let the counts of a shelf be made anew; a page that left one counts for its section."""
    shelves = {instance.shelf, shelf(place_code(instance), instance.section)} - {""}
    transaction.on_commit(lambda: [forget_shelf(one) for one in shelves])


def _unpublished(sender, instance, **kwargs) -> None:
    refresh_shelves(LegalDocumentPage.everywhere.filter(pk=instance.pk))


def _moved(sender, instance: Page, **kwargs) -> None:
    below = LegalDocumentPage.everywhere.descendant_of(instance, inclusive=True)
    shelves = set(below.values_list("shelf", flat=True))
    refresh_shelves(below)
    shelves |= set(below.values_list("shelf", flat=True))
    transaction.on_commit(lambda: [forget_shelf(one) for one in shelves if one])


def _import_deleted(sender, instance: DocumentImport, **kwargs) -> None:
    transaction.on_commit(lambda: delete_files(instance))


def _file_deleted(sender, instance: PortalDocument, **kwargs) -> None:
    forget_refusal(instance)


def connect() -> None:
    """Listen; the room of the pages has set place and section of what was moved before."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=LegalDocumentPage, dispatch_uid=f"shelf-{id(signal)}")
    post_delete.connect(
        _import_deleted, sender=DocumentImport, dispatch_uid="import-of-documents-deleted"
    )
    post_delete.connect(_file_deleted, sender=PortalDocument, dispatch_uid="refused-file-deleted")
    page_unpublished.connect(
        _unpublished, sender=LegalDocumentPage, dispatch_uid="document-unpublished"
    )
    post_page_move.connect(_moved, dispatch_uid="document-moved")
