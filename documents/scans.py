"""Tells scanned files from files with text, so that nobody publishes what cannot be read aloud."""

from collections.abc import Iterator
from hashlib import sha256

import pypdfium2 as pdfium
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model

from commune_site.checks import register_check
from commune_site.checks.contents import attached_rows, text_length
from commune_site.checks.texts import SHORTEST_TEXT

# A file is judged by its first pages: covers of signed papers hold text, too.
PAGES_READ = 3
LARGEST_FILE_BYTES = 50 * 1024 * 1024
REMEMBERED_SECONDS = 30 * 24 * 3600


def is_scan(document) -> bool:
    """Tell whether a file is a PDF without any text in its first pages.

    What cannot be opened, or is too large to be read while somebody waits, counts as no scan. The
    answer is remembered by the name in the store, which no other file gets.
    """
    if document.file_extension.lower() != "pdf" or (document.file_size or 0) > LARGEST_FILE_BYTES:
        return False
    key = f"scan:{sha256(document.file.name.encode()).hexdigest()}"
    known = cache.get(key)
    if known is None:
        known = _has_no_text(document)
        cache.set(key, known, REMEMBERED_SECONDS)
    return known


def _has_no_text(document) -> bool:
    try:
        with document.open_file() as file:
            pdf = pdfium.PdfDocument(file.read())
    except (pdfium.PdfiumError, OSError):
        return False
    try:
        pages = [pdf[number] for number in range(min(len(pdf), PAGES_READ))]
        return bool(pages) and not any(
            page.get_textpage().get_text_bounded().strip() for page in pages
        )
    except pdfium.PdfiumError:
        return False
    finally:
        pdf.close()


@register_check(
    "scan",
    label=gettext_lazy("Files with text, or the text as a page"),
    reason=gettext_lazy(
        "A scanned picture of a text is silent for screen readers and is not found by search "
        "(Law on Persons with Disabilities 2010, article 43). Attach the file made by Word, or "
        "paste the text into the page."
    ),
    applies=lambda page: bool(attached_rows(page)),
)
def scanned_files_without_text(page) -> Iterator[str]:
    """A scan is published beside its text (R101)."""
    if text_length(page) >= SHORTEST_TEXT:
        return
    keys = [row.document_id for row in attached_rows(page)]
    files = get_document_model().everywhere.filter(pk__in=keys)
    for document in files:
        if is_scan(document):
            yield _("“%(title)s” is a scan without text.") % {"title": document.title}
