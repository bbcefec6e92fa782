"""PDF files of strangers: no password, no program, no file inside, nothing that acts by itself."""

import io

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

MOST_PAGES = 200
_DANGEROUS_NAMES = ("/JavaScript", "/EmbeddedFiles")
_DANGEROUS_ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData")
_DANGEROUS_NOTES = ("/FileAttachment", "/RichMedia", "/Movie")
# What the library raises over files that no program wrote.
_DAMAGE = (
    PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError,
    RecursionError, AssertionError, NotImplementedError,
)  # fmt: skip


def refusal_of(content: bytes) -> str:
    """Return why a file cannot be accepted, with ``%(name)s`` for its name; empty if it can."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return _("“%(name)s” is protected by a password; please send it without.")
        if not 0 < len(reader.pages) <= MOST_PAGES:
            return _("“%(name)s” has no page, or too many.")
        if _acts_by_itself(reader):
            return _("“%(name)s” holds a program or another file and cannot be accepted.")
    except _DAMAGE:
        return _("“%(name)s” is damaged or no PDF file.")
    return ""


def _acts_by_itself(reader: PdfReader) -> bool:
    root = reader.root_object
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    if any(name in names for name in _DANGEROUS_NAMES) or "/AA" in root:
        return True
    form = root.get("/AcroForm")
    if form is not None and "/XFA" in form.get_object():
        return True
    if _is_dangerous(root.get("/OpenAction")):
        return True
    return any("/AA" in page or _has_dangerous_note(page) for page in reader.pages)


def _has_dangerous_note(page: DictionaryObject) -> bool:
    for entry in page.get("/Annots") or ():
        note = entry.get_object()
        if "/AA" in note or _is_dangerous(note.get("/A")):
            return True
        if note.get("/Subtype") in _DANGEROUS_NOTES:
            return True
    return False


def _is_dangerous(action) -> bool:
    action = action.get_object() if action is not None else None
    return isinstance(action, DictionaryObject) and action.get("/S") in _DANGEROUS_ACTIONS
