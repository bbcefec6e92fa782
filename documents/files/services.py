"""Keeps what examinations found; the one way in for files, whoever brings them."""

import io
import logging
from collections.abc import Iterator
from typing import BinaryIO

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents.files import malware
from documents.files.examination import Examined, examine
from documents.files.findings import Finding, reasons
from documents.files.reader import PageOfFile
from documents.files.signatures_shown import is_changed
from documents.models.files import DocumentFilePage, Examination, MalwareScan, PortalDocument
from search.text import fold

logger = logging.getLogger(__name__)

PAGES_AT_ONCE = 200
FILES_AT_ONCE = 50


def check_upload(file: BinaryIO, name: str) -> Examined:
    """Return what an uploaded file is.

    Raises:
        ValidationError: it cannot be accepted; one sentence per reason.
    """
    refuse_size(file.seek(0, io.SEEK_END))
    examined = examine(file, name)
    if examined.findings:
        raise ValidationError(reasons([finding.value for finding in examined.findings]))
    return examined


def refuse_size(size: int) -> None:
    """Refuse what is larger than the portal keeps, before anything of it is read.

    Raises:
        ValidationError: it has more bytes than ``FILE_MAX_MEGABYTES`` allows.
    """
    most = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if size > most:
        raise ValidationError(_("The file is larger than %(size)d MB.") % {"size": most // 1024**2})


def store_upload(
    file: File, name: str, *, examined: Examined | None = None, **fields: object
) -> PortalDocument:
    """Keep a file as a document with these fields (title, collection, uploaded_by_user).

    For whoever takes files in without Wagtail's forms; who has examined it already says so. What is
    large is examined further by a task.

    Raises:
        ValidationError: it cannot be accepted.
    """
    examined = examined or check_upload(file, name)
    document = PortalDocument(**fields)
    document.file.save(name, file, save=False)
    document.examined = examined
    document._set_document_file_metadata()
    document.save()
    return document


def describe(document: PortalDocument, examined: Examined) -> None:
    """Set the columns of a document that say what was found in its file."""
    document.examination = examined.outcome
    document.examined_at = examined.at
    document.findings = [finding.value for finding in examined.findings]
    document.sha256, document.file_size = examined.sha256, examined.size
    document.media_type = examined.media_type
    document.page_count = examined.page_count
    document.text_page_count = examined.text_page_count
    document.language = examined.language
    document.malware_scan = examined.scan.outcome
    document.malware_name = examined.scan.name
    document.malware_engine = examined.scan.engine
    document.malware_scanned_at = examined.scan.at
    document.signatures = list(examined.signatures)
    document.is_changed_after_signing = is_changed(examined.signatures)


DESCRIBED = (
    "examination", "examined_at", "findings", "sha256", "file_size", "media_type", "page_count",
    "text_page_count", "language", "malware_scan", "malware_name", "malware_engine",
    "malware_scanned_at", "signatures", "is_changed_after_signing",
)  # fmt: skip


def forget(document: PortalDocument) -> None:
    """Set the columns back: the document has another file, of which nothing is known yet."""
    for name in DESCRIBED:
        if name != "file_size":
            setattr(document, name, PortalDocument._meta.get_field(name).get_default())
    document.changed_reason = ""


def keep_pages(document: PortalDocument, pages: tuple[PageOfFile, ...] | None) -> None:
    """Replace the stored text of a document's pages."""
    rows = DocumentFilePage.everywhere.filter(document=document)
    rows.delete()
    DocumentFilePage.everywhere.bulk_create(
        (
            DocumentFilePage(
                document=document, number=page.number, text=page.text, folded_text=fold(page.text)
            )
            for page in pages or ()
        ),
        batch_size=PAGES_AT_ONCE,
    )
    find_pages_anew(document.pk)


def find_pages_anew(key: int) -> None:
    """Let the pages to which a file is attached be found by its text; a new file has none."""
    # Late, because search knows the pages, and they know this room.
    from search import pages

    attachments = apps.get_model("commune_site", "Attachment").everywhere
    keys = list(attachments.filter(document=key).values_list("page", flat=True))
    if keys:
        pages.refresh(pages.SOURCE, keys)


def follow_up(document: PortalDocument, examined: Examined | None) -> None:
    """Keep the pages of a file that was just saved, and have the rest of it examined."""
    keep_pages(document, examined.page_texts if examined else None)
    if examined is None or not examined.is_complete:
        from documents.tasks import examine_file

        examine_file.enqueue(document.pk)


def examine_stored(key: int) -> Examination | None:
    """Examine the file of a stored document wholly and keep what was found.

    Does nothing and returns None when the document is gone, or has another file by the end. A file
    that the store does not hold is tried again another time.
    """
    document = PortalDocument.everywhere.filter(pk=key).first()
    if document is None:
        return None
    name, before = document.file.name, document.examination
    try:
        with document.file.storage.open(name, "rb") as file:
            examined = examine(file, name, in_background=True)
    except OSError:
        logger.warning("file %s of document %s cannot be opened", name, key)
        PortalDocument.everywhere.filter(pk=key, file=name).update(
            examination=Examination.UNAVAILABLE, findings=[Finding.MISSING.value]
        )
        return Examination.UNAVAILABLE
    describe(document, examined)
    values = {field: getattr(document, field) for field in DESCRIBED}
    with transaction.atomic():
        if not PortalDocument.everywhere.filter(pk=key, file=name).update(**values):
            return None
        keep_pages(document, examined.page_texts)
        if examined.outcome == Examination.REFUSED != before:
            # Late, because notices know the pages, and they know this room.
            from documents.files.refusals import tell_of_refusal

            tell_of_refusal(document)
    return examined.outcome


def to_be_examined(*, again: bool = False) -> QuerySet[PortalDocument]:
    """Return the files that nobody has examined, or that a scanner has not seen yet."""
    files = PortalDocument.everywhere.order_by("pk")
    if again:
        return files
    wanted = Q(examination__in=[Examination.WAITING, Examination.UNAVAILABLE]) | Q(sha256="")
    if malware.scanner() is not None:
        wanted |= Q(examination=Examination.CLEAN, malware_scan=MalwareScan.UNSCANNED)
    return files.filter(wanted)


def examine_all(*, again: bool = False) -> Iterator[tuple[int, Examination | None]]:
    """Examine what is to be examined, one by one, and yield key and outcome of each.

    May be stopped and started anew at any time; the memory does not grow with the number of files.
    """
    last = 0
    while keys := list(
        to_be_examined(again=again).filter(pk__gt=last).values_list("pk", flat=True)[:FILES_AT_ONCE]
    ):
        for key in keys:
            try:
                yield key, examine_stored(key)
            except Exception:
                # One bad file never stops the others.
                logger.exception("document %s could not be examined", key)
                yield key, None
        last = keys[-1]
