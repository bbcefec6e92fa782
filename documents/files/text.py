"""The stored text of files, page by page."""

from documents.models.files import DocumentFilePage, PortalDocument


def pages_of(document: PortalDocument) -> list[DocumentFilePage]:
    """Return the pages of a file in their order, each with its text; one query.

    Empty for a file that has no pages, or whose text nobody has read yet
    (``document.text_page_count`` is None then).
    """
    return list(DocumentFilePage.everywhere.filter(document=document).order_by("number"))
