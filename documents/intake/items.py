"""From dropped files to drafts that somebody confirmed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from time import monotonic

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from pypdfium2 import PdfiumError
from wagtail.models import Collection

from commune_site.checks import blocks_of
from commune_site.editing.word.package import UnreadableWordFile
from commune_site.editing.word.services import free_slug
from commune_site.models import Attachment, PortalPage
from documents.intake.bases import Basis
from documents.intake.pdf import UnreadablePdf
from documents.intake.proposals import Proposal, ProposedRecord
from documents.intake.reader import read_document
from documents.intake.record import propose_record
from documents.intake.scans import RecognitionUnavailable, can_recognise
from documents.intake.uploads import keep_file, local_copy
from documents.models import DocumentType, IntakeItem, LegalDocumentPage, Reading, SigningForm

logger = logging.getLogger(__name__)

# How long somebody waits for recognition: for one file, and for all that were dropped together.
SECONDS_PER_FILE, SECONDS_PER_DROP = 25.0, 45.0
SECONDS_IN_BACKGROUND = 600.0
# Fields of the page, and what is proposed for them.
FIELDS = {
    "title": "summary", "document_type": "document_type", "number": "number",
    "issued_on": "issued_on", "issuer": "issuer", "place": "place", "signatory": "signatory",
    "signatory_post": "signatory_post", "signing_form": "signing_form",
    "effective_on": "effective_on", "expired_on": "expired_on", "recipients": "recipients",
}  # fmt: skip


@dataclass
class Received:
    """What became of dropped files: those kept, and the reasons why others were not."""

    items: list[IntakeItem] = field(default_factory=list)
    refused: list[tuple[str, list[str]]] = field(default_factory=list)


def receive(user, parent: PortalPage, files: Sequence[UploadedFile]) -> Received:
    """Keep and read dropped files; a bad one does not stop the others."""
    received = Received()
    collection = Collection.objects.get(pk=parent.tenant.collection_id)
    end = monotonic() + SECONDS_PER_DROP
    for upload in files:
        try:
            with transaction.atomic():
                document = keep_file(upload, collection, user)
                item = IntakeItem(document=document, parent=parent, owner=user)
                item.save()
        except ValidationError as error:
            received.refused.append((upload.name, error.messages))
            continue
        received.items.append(item)
        if monotonic() < end:
            read_item(item, seconds=min(SECONDS_PER_FILE, end - monotonic()))
        else:
            _enqueue(item)
    return received


def _enqueue(item: IntakeItem) -> None:
    from documents.tasks import read_dropped_file

    read_dropped_file.enqueue(item.pk)


def read_later(key: int) -> None:
    """Read the file of an item that still waits; does nothing when it was read or is gone."""
    rows = IntakeItem.everywhere.select_related("document")
    item = rows.filter(pk=key, reading=Reading.WAITING).first()
    if item is not None:
        read_item(item, seconds=SECONDS_IN_BACKGROUND)


def read_item(item: IntakeItem, *, seconds: float = SECONDS_PER_FILE) -> None:
    """Read the file of an item and keep what is proposed; whatever it holds, nothing is raised."""
    try:
        with local_copy(item.document) as path:
            text = read_document(path, seconds=seconds)
            record = propose_record(text)
    except (UnreadablePdf, UnreadableWordFile, RecognitionUnavailable, PdfiumError, OSError):
        item.reading = Reading.FAILED
    except Exception:
        # A file that breaks the reading is filled in by hand, and does not stop the others.
        logger.exception("document %s could not be read", item.document_id)
        item.reading = Reading.FAILED
    else:
        read = [page.number for page in text.pages if page.lines]
        item.page_count, item.pages_read = len(text.pages), read
        item.proposals, item.legal_bases = as_json(record), bases_as_json(record)
        if len(read) == len(text.pages):
            item.reading = Reading.DONE
        elif not can_recognise():
            item.reading = Reading.PICTURES
        else:
            item.reading = Reading.PARTLY
    # It may have been confirmed or deleted meanwhile.
    IntakeItem.everywhere.filter(pk=item.pk).update(
        reading=item.reading, proposals=item.proposals, page_count=item.page_count,
        pages_read=item.pages_read, legal_bases=item.legal_bases,
    )  # fmt: skip


def as_json(record: ProposedRecord) -> dict[str, dict]:
    """Return proposals as they are kept, by fields of the page."""
    found = ((name, getattr(record, read)) for name, read in FIELDS.items())
    return {name: _proposal(name, _as_one(one)) for name, one in found if one}


def bases_as_json(record: ProposedRecord) -> list[dict]:
    """Return the grounds as they are kept."""
    return [_kept(one.value, one) for one in record.legal_bases]


def _as_one(proposal: Proposal | tuple[Proposal[str], ...]) -> Proposal:
    """Return a list as one proposal of several lines, as sure as the least sure of them."""
    if isinstance(proposal, Proposal):
        return proposal
    return Proposal(
        "\n".join(one.value for one in proposal), "; ".join(one.value for one in proposal),
        proposal[0].page, min(one.confidence for one in proposal),
    )  # fmt: skip


def _proposal(name: str, proposal: Proposal) -> dict:
    value = proposal.value
    if isinstance(value, date):
        value = value.isoformat()
    elif name == "document_type":
        value = _choice(DocumentType, value, DocumentType.OTHER)
    elif name == "signing_form":
        value = value if value in SigningForm.values else ""
    else:
        value = value[: LegalDocumentPage._meta.get_field(name).max_length]
    return _kept(value, proposal)


def _kept(value: str, proposal: Proposal) -> dict:
    return {
        "value": value, "passage": proposal.passage, "page": proposal.page,
        "confidence": proposal.confidence,
    }  # fmt: skip


def _choice(choices, label: str, otherwise: str) -> str:
    return next((value for value, shown in choices.choices if shown == label), otherwise)


@transaction.atomic
def make_page(
    item: IntakeItem, user, section: PortalPage, values: dict, *, submit: bool,
    bases: Sequence[Basis] = (),
) -> LegalDocumentPage:  # fmt: skip
    """Make the draft that somebody confirmed, with file and grounds; submit it if that is wanted.

    Raises:
        ValidationError: the page cannot be saved so, or a check stops its submission; nothing is
            kept then, and the item stays.
    """
    page = LegalDocumentPage(
        slug=free_slug(section, values["title"]), live=False, owner=user,
        locale_id=section.locale_id, **values,
    )  # fmt: skip
    page.attachments = [Attachment(document=item.document)]
    page.relations = [basis.relation() for basis in bases]
    section.add_child(instance=page)
    # Wagtail saves drafts as they are; what is wrong in one is said while its officer is here.
    page.full_clean()
    if submit and (faults := [fault for result in blocks_of(page) for fault in result.faults]):
        raise ValidationError(faults)
    page.save_revision(user=user, log_action=True, clean=False)
    item.delete()
    if submit:
        page.get_workflow().start(page, user)
    return page


@transaction.atomic
def discard(item: IntakeItem) -> None:
    """Delete a file that nobody wants to post, with what was read from it."""
    document = item.document
    item.delete()
    document.delete()
