"""The text of a file, from its text layer or, page by page, from pictures of text."""

from pathlib import Path

from documents.intake.layout import DocumentText
from documents.intake.pdf import is_picture, read_text_layer
from documents.intake.scans import can_recognise, read_scan


def read_document(path: Path) -> DocumentText:
    """Return the text of a PDF; pages that are pictures are recognised where Tesseract is there.

    Without it they come back without lines. The document counts as a scan when its first page is a
    picture.

    Raises:
        UnreadablePdf: the file cannot be opened.
    """
    document = read_text_layer(path)
    pictures = [page.number for page in document.pages if is_picture(page)]
    if not pictures or not can_recognise():
        return document
    recognised = {page.number: page for page in read_scan(path, numbers=pictures).pages}
    pages = tuple(recognised.get(page.number, page) for page in document.pages)
    return DocumentText(pages, is_scan=pages[0].number in recognised)
