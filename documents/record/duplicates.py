"""Which documents of a place look like the same one: by number, issuer and date, or by the file."""

from collections.abc import Collection, Iterable
from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from documents.models.files import PortalDocument
from documents.record.levels import issuer_key
from documents.record.numbers import number_key


def documents_like(
    place_code: str, *, number: str = "", issuer: str = "", issued_on: date | None = None,
    files: Collection[int] = (),
) -> QuerySet:  # fmt: skip
    """Return the documents of a place, drafts too, with this number and date, or with these files.

    A number alone is that of another year. Without an issuer any issuer will do.
    """
    same = Q(pk__in=[])
    if (key := number_key(number)) and issued_on:
        named = Q(number_key=key, issued_on=issued_on)
        if slug := issuer_key(issuer):
            named &= Q(issuer_slug=slug)
        same |= named
    if files:
        same |= Q(attachments__document_id__in=files)
    documents = apps.get_model("documents", "LegalDocumentPage").everywhere
    return documents.filter(same, place_code=place_code).distinct()


def files_like(documents: Iterable[PortalDocument]) -> list[int]:
    """Return the keys of these files and of others of their places with the same content."""
    documents = list(documents)
    # Wagtail's own sum is there at once, ours as soon as the file has been examined.
    same = Q(sha256__in={file.sha256 for file in documents} - {""})
    same |= Q(file_hash__in={file.file_hash for file in documents} - {""})
    collections = {file.collection_id for file in documents}
    found = PortalDocument.everywhere.filter(same, collection_id__in=collections)
    keys = [*(file.pk for file in documents), *found.values_list("pk", flat=True)]
    return list(dict.fromkeys(keys))
