"""Examines the content of one file: the same for every way in which staff bring files."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from documents.files import kinds, malware
from documents.files.containers import look_into_ole, look_into_zip
from documents.files.findings import Finding
from documents.files.language import language_of
from documents.files.malware import Scan
from documents.files.reader import PageOfFile, read_pdf
from documents.models.files import Examination, MalwareScan

# What is read while somebody waits; the rest is read by a task.
READ_AT_ONCE_BYTES = 12 * 1024**2
SECONDS_AT_ONCE, SECONDS_IN_BACKGROUND = 10, 600
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """What was found in a file.

    ``is_complete`` is False where text and signatures, or the scanner's word, are still to come;
    ``page_texts`` is None then.
    """

    sha256: str
    size: int
    media_type: str = ""
    findings: tuple[Finding, ...] = ()
    page_count: int | None = None
    page_texts: tuple[PageOfFile, ...] | None = None
    signatures: tuple[dict, ...] = ()
    scan: Scan = field(default_factory=lambda: Scan(MalwareScan.UNSCANNED))
    is_complete: bool = True
    at: datetime = field(default_factory=timezone.now)

    @property
    def outcome(self) -> Examination:
        """Return what is known of the file as a whole."""
        if self.findings:
            return Examination.REFUSED
        if self.scan.outcome == MalwareScan.UNAVAILABLE:
            return Examination.UNAVAILABLE
        return Examination.CLEAN if self.is_complete else Examination.WAITING

    @property
    def text_page_count(self) -> int | None:
        """Return how many pages hold text of their own; None where nobody has read them."""
        if self.page_texts is None:
            return None
        return sum(not page.is_picture for page in self.page_texts)

    @property
    def language(self) -> str:
        """Return the language of the text, "" when it cannot be told."""
        return language_of(page.text for page in self.page_texts or ())


def examine(file: BinaryIO, name: str, *, in_background: bool = False) -> Examined:
    """Return what a file is and what speaks against it.

    While somebody waits (not ``in_background``) a large file is only checked; its text, its
    signatures and the scanner's word come later.
    """
    sha256, size = _digest(file)
    if size == 0:
        return Examined(sha256, 0, findings=(Finding.EMPTY,))
    is_whole = in_background or size <= READ_AT_ONCE_BYTES
    found = _contents(file, size, is_whole=is_whole, in_background=in_background)
    findings = list(found.pop("findings"))
    if found.pop("is_given_up", False):
        # A busy server is no fault of the file: the task has more time.
        is_whole = in_background
        findings += [Finding.UNREADABLE] if in_background else []
    kind = found["media_type"]
    if kind and not kinds.fits_name(kind, name):
        findings.append(Finding.OTHER_KIND)
    elif not kind and Finding.UNKNOWN_KIND not in findings:
        findings.append(Finding.UNKNOWN_KIND)
    scan = Scan(MalwareScan.UNSCANNED)
    if is_whole and not findings:
        scan = malware.scan(file)
        if scan.outcome == MalwareScan.INFECTED:
            findings.append(Finding.INFECTED)
    file.seek(0)
    return Examined(
        sha256, size, findings=tuple(findings), scan=scan, is_complete=is_whole, **found
    )


def _digest(file: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _contents(file: BinaryIO, size: int, *, is_whole: bool, in_background: bool) -> dict:
    """Return kind, findings and, of a PDF, pages and signatures."""
    kind = kinds.kind_of(file)
    if kind == kinds.ZIP:
        contents = look_into_zip(file, size)
        return {"media_type": contents.kind, "findings": contents.findings}
    if kind == kinds.OLE:
        contents = look_into_ole(file)
        return {"media_type": contents.kind, "findings": contents.findings}
    if kind != kinds.PDF:
        return {"media_type": kind, "findings": []}
    with as_path(file) as path:
        facts = read_pdf(
            path,
            with_text=is_whole,
            trust_store=settings.PORTAL_TRUST_STORE,
            seconds=SECONDS_IN_BACKGROUND if in_background else SECONDS_AT_ONCE,
        )
    return {
        "media_type": kind,
        "findings": facts.findings,
        "page_count": facts.page_count,
        "page_texts": facts.pages,
        "signatures": facts.signatures or (),
        "is_given_up": facts.is_given_up,
    }


@contextmanager
def as_path(file: BinaryIO) -> Iterator[Path]:
    """Give a file a path for as long as the context lasts; what has none is written to disk."""
    name = getattr(file, "temporary_file_path", lambda: getattr(file, "name", ""))()
    if isinstance(name, str) and name.startswith("/") and Path(name).is_file():
        # What is still in the buffer of a file opened for writing would be missing.
        if hasattr(file, "flush") and not getattr(file, "closed", False):
            file.flush()
        yield Path(name)
        return
    with tempfile.NamedTemporaryFile(prefix="portal-file-") as copy:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
