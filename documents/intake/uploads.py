"""Takes dropped files in as files of a place, and hands them to the readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.files.examination import as_path
from documents.files.services import store_upload
from documents.models import PortalDocument

ACCEPTED = (".pdf", ".docx")
LONGEST_TITLE = 255


def keep_file(upload: UploadedFile, collection, user) -> PortalDocument:
    """Examine a dropped file and keep it as a document of a collection.

    Raises:
        ValidationError: it cannot be accepted; the message says what to do instead.
    """
    name = PurePath(upload.name)
    if name.suffix.lower() not in ACCEPTED:
        raise ValidationError(_("Only PDF and Word files (.pdf, .docx) can be read."))
    return store_upload(
        upload, upload.name, title=name.stem[:LONGEST_TITLE], collection=collection,
        uploaded_by_user=user,
    )  # fmt: skip


@contextmanager
def local_copy(document: PortalDocument) -> Iterator[Path]:
    """Give the file of a document a path on this machine for as long as the context lasts."""
    with document.open_file() as file, as_path(file) as path:
        yield path
