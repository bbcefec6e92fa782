"""The files of a document, read once for page and metadata."""

from commune_site.article_context import AttachmentLink, attachments


def files_of(page) -> list[AttachmentLink]:
    """Return the files in the order its editor gave them; one query per page in memory."""
    if "_files" not in page.__dict__:
        page.__dict__["_files"] = attachments(page)
    return page.__dict__["_files"]


def open_files_of(page) -> list[AttachmentLink]:
    """Return the files that can be downloaded already; others are still being examined."""
    return [file for file in files_of(page) if file.document.is_open]
