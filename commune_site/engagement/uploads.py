"""Files of strangers: few, small, of known kinds, and only what they claim to be.

Pictures are decoded and written anew, which takes out where and with which telephone they were
taken and everything that is no picture. PDF files with scripts, with files inside or with actions
that start by themselves are refused, and so are encrypted ones, into which nobody can look. Where
the installation has a scanner for malware, it is asked as well (:mod:`.scanning`).
"""

import io
import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from commune_site.engagement.models.cases import Scan
from commune_site.engagement.scanning import Infected, verdict_on

MOST_FILES = 3
LARGEST_BYTES = 5 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
LONGEST_SIDE = 2400
LONGEST_NAME = 100
PDF = "application/pdf"
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
ENDINGS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept."""

    name: str
    content_type: str
    content: bytes
    scan: str = Scan.UNSCANNED


def check_file(upload: UploadedFile) -> CheckedFile:
    """Return the file as it may be kept.

    Raises:
        ValidationError: it is too large, of another kind than accepted, or holds what may do harm.
    """
    if upload.size > LARGEST_BYTES:
        raise _refused(_("“%(name)s” is larger than 5 MB."), upload)
    content = upload.read()
    if content.lstrip()[:5] == b"%PDF-":
        _check_pdf(content, upload)
        return CheckedFile(_name(upload, PDF), PDF, content, _scanned(content, upload))
    content_type, clean = _clean_picture(content, upload)
    verdict = _scanned(content, upload)
    return CheckedFile(_name(upload, content_type), content_type, clean, verdict)


def _scanned(content: bytes, upload: UploadedFile) -> Scan:
    try:
        return verdict_on(content)
    except Infected as error:
        raise _refused(_("“%(name)s” holds malware and cannot be accepted."), upload) from error


def _clean_picture(content: bytes, upload: UploadedFile) -> tuple[str, bytes]:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(PICTURES)) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise _refused(_("The picture “%(name)s” has too many pixels."), upload)
            kind = picture.format
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError,
            SyntaxError, MemoryError) as error:  # fmt: skip
        raise _refused(
            _("“%(name)s” cannot be accepted: only PDF files and pictures (JPG, PNG, WEBP)."),
            upload,
        ) from error
    written = io.BytesIO()
    plain.save(written, kind, quality=85)
    return PICTURES[kind], written.getvalue()


def _check_pdf(content: bytes, upload: UploadedFile) -> None:
    # Late: few requests bring a file, and the library would fill the memory of every worker.
    from commune_site.engagement.pdf_checks import refusal_of

    if reason := refusal_of(content):
        raise _refused(reason, upload)


def _name(upload: UploadedFile, content_type: str) -> str:
    """Return a name without folders and odd signs, with the ending of what the file is."""
    stem = unicodedata.normalize("NFC", upload.name or "").replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    stem = re.sub(r"[^\w ()-]+", "-", stem).strip(" -")[:LONGEST_NAME]
    return f"{stem or 'tep'}.{ENDINGS[content_type]}"


def _refused(message: str, upload: UploadedFile) -> ValidationError:
    return ValidationError(message % {"name": (upload.name or "")[:LONGEST_NAME]})
