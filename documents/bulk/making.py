"""Makes the drafts of an import, one row after another, each in a transaction of its own.

A process that dies loses at most the row it was at: whatever is still READY is made by the next.
"""

import logging
from datetime import date
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from pypdfium2 import PdfiumError
from wagtail.models import Collection

from commune_site.editing.word.package import UnreadableWordFile
from commune_site.editing.word.services import free_slug
from commune_site.models import Attachment, SectionPage
from documents.bulk.checking import source_of
from documents.bulk.columns import DATES, SECTION
from documents.bulk.duplicates import known_as
from documents.bulk.errors import RefusedRow
from documents.bulk.sources import Source
from documents.files.examination import Examined
from documents.files.services import check_upload, store_upload
from documents.intake.items import as_json
from documents.intake.pdf import UnreadablePdf
from documents.intake.proposals import CERTAIN
from documents.intake.reader import read_document
from documents.intake.record import propose_record
from documents.intake.scans import RecognitionUnavailable
from documents.intake.sections import section_by_contents, sections_for
from documents.models import (
    DocumentImport,
    DocumentType,
    ImportedRow,
    LegalDocumentPage,
    PortalDocument,
)

logger = logging.getLogger(__name__)

Outcome = ImportedRow.Outcome
# What a draft should say; what is missing is told in the report.
WANTED = ("number", "title", "document_type", "issuer", "issued_on")
# For recognition of a scan.
SECONDS_PER_FILE = 60.0
_CHUNK = 1024 * 1024


def make_drafts(batch: DocumentImport, *, seen) -> None:
    """Make the drafts of all rows that are ready; ``seen`` is called after each."""
    sections = sections_for(batch.parent.specific)
    ready = ImportedRow.everywhere.filter(batch=batch, outcome=Outcome.READY).order_by("number")
    with source_of(batch) as source:
        while (row := ready.first()) is not None:
            row.batch = batch
            _deal_with(row, source, sections)
            seen()


def _deal_with(row: ImportedRow, source: Source, sections: list[SectionPage]) -> None:
    try:
        make_draft(row, source, sections)
    except RefusedRow as refusal:
        _refuse(row, [str(refusal)])
    except ValidationError as error:
        _refuse(row, error.messages)
    except Exception:
        # One bad row never stops the others.
        logger.exception("row %s of import %s could not be made", row.number, row.batch_id)
        _refuse(row, [_("An unexpected fault; the operators find it in the log.")])


def make_draft(row: ImportedRow, source: Source, sections: list[SectionPage]) -> None:
    """Make the draft of one row, with its file.

    Raises:
        RefusedRow, ValidationError: nothing is kept of it.
    """
    if not row.file_name:
        _store(row, None, None, sections)
        return
    with NamedTemporaryFile(suffix=PurePath(row.file_name).suffix) as copy:
        with source.open(row.file_name) as file:
            while chunk := file.read(_CHUNK):
                copy.write(chunk)
        copy.seek(0)
        examined = check_upload(copy, row.file_name)
        if any(not row.values.get(name) for name in WANTED):
            _complete(row, Path(copy.name))
        copy.seek(0)
        _store(row, copy, examined, sections)


def _complete(row: ImportedRow, path: Path) -> None:
    """Add what the file states for certain and the table does not; a table is never overruled."""
    for name, proposal in _proposals(path).items():
        if proposal["confidence"] >= CERTAIN and proposal["value"]:
            row.values.setdefault(name, proposal["value"])


def _proposals(path: Path) -> dict[str, dict]:
    try:
        return as_json(propose_record(read_document(path, seconds=SECONDS_PER_FILE)))
    except (UnreadablePdf, UnreadableWordFile, RecognitionUnavailable, PdfiumError, OSError):
        return {}


def _store(row: ImportedRow, copy, examined: Examined | None, sections: list[SectionPage]) -> None:
    written: list[PortalDocument] = []
    try:
        with transaction.atomic():
            _make(row, copy, examined, sections, written)
    except Exception:
        # The transaction takes back its rows, not the file.
        for document in written:
            document.file.storage.delete(document.file.name)
        raise


def _make(
    row: ImportedRow, copy, examined: Examined | None, sections: list[SectionPage],
    written: list[PortalDocument],
) -> None:  # fmt: skip
    # A worker that was taken for dead may be at the same row: who changes it first makes it.
    mine = ImportedRow.everywhere.filter(pk=row.pk, outcome=Outcome.READY)
    if not mine.update(outcome=Outcome.MADE):
        return
    if known := known_as(row):
        _end(row, Outcome.DUPLICATE, [known])
        return
    section = _section_for(row, sections)
    values = _values(row)
    # Wagtail saves a draft with whatever it lacks; what it states has to be right.
    page = LegalDocumentPage(
        slug=free_slug(section, values["title"]), live=False, owner=row.batch.owner,
        locale_id=section.locale_id, **values,
    )  # fmt: skip
    page.clean()
    if copy is not None:
        name = PurePath(row.file_name).name
        document = store_upload(
            File(copy, name=name), name, examined=examined, title=PurePath(name).stem[:255],
            collection=Collection.objects.get(pk=row.batch.parent.tenant.collection_id),
            uploaded_by_user=row.batch.owner,
        )  # fmt: skip
        written.append(document)
        page.attachments = [Attachment(document=document)]
    section.add_child(instance=page)
    page.save_revision(user=row.batch.owner, log_action=True, clean=False)
    row.page = page
    _end(row, Outcome.MADE, _what_is_missing(row))


def _section_for(row: ImportedRow, sections: list[SectionPage]) -> SectionPage:
    by_key = {page.pk: page for page in sections}
    chosen = by_key.get(row.values.get(SECTION)) or by_key.get(row.batch.parent_id)
    section = chosen or section_by_contents(sections, row.values)
    if section is None:
        raise RefusedRow(_("The site has no section in which documents are posted."))
    # Its number of children changes with each document.
    return SectionPage.everywhere.get(pk=section.pk)


def _values(row: ImportedRow) -> dict:
    known = {name: value for name, value in row.values.items() if name != SECTION}
    for name in DATES:
        if known.get(name):
            known[name] = date.fromisoformat(known[name])
    title = known.get("title") or PurePath(row.file_name).stem or known.get("number", "")
    return known | {
        "title": title[: LegalDocumentPage._meta.get_field("title").max_length],
        "document_type": known.get("document_type") or DocumentType.OTHER,
    }


def _what_is_missing(row: ImportedRow) -> list[str]:
    missing = [
        str(LegalDocumentPage._meta.get_field(name).verbose_name)
        for name in WANTED
        if not row.values.get(name)
    ]
    if not missing:
        return []
    return [_("To be filled in: %(fields)s.") % {"fields": ", ".join(missing)}]


def _refuse(row: ImportedRow, remarks: list[str]) -> None:
    """Say why a row was not made, unless another worker has made it meanwhile."""
    mine = ImportedRow.everywhere.filter(pk=row.pk, outcome=Outcome.READY)
    mine.update(outcome=Outcome.REFUSED, remarks=remarks)


def _end(row: ImportedRow, outcome: str, remarks: list[str]) -> None:
    row.outcome, row.remarks = outcome, remarks
    row.save(update_fields=["outcome", "remarks", "page", "values"])
