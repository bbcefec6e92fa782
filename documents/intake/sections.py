"""In which section of a site a document is posted."""

import re

from wagtail.models import Page

from commune_site.models import PortalPage, SectionPage
from commune_site.page_types import is_posted_in
from documents.models import DocumentType, LegalDocumentPage

NORMATIVE, ADMINISTRATIVE = "legal-documents", "admin-documents"
# Law 64/2025/QH15: normative documents carry their year within the number.
_NORMATIVE_NUMBER = re.compile(r"^\d+/(?:19|20)\d\d/(?:NQ-HĐND|QĐ-UBND|L?NQ|QH\d+)", re.IGNORECASE)
_NORMATIVE_TYPES = (DocumentType.RESOLUTION, DocumentType.DECISION)


def posts_documents(page: Page) -> bool:
    """Tell whether legal documents are posted directly below a page."""
    return (
        isinstance(page, SectionPage)
        and is_posted_in(LegalDocumentPage, page.section)
        and bool(page.section)
    )


def sections_for(parent: PortalPage) -> list[SectionPage]:
    """Return the sections of the parent's site in which documents are posted, in their order."""
    pages = SectionPage.objects.filter(
        province_id=parent.province_id, commune_id=parent.commune_id
    ).order_by("path")
    return [page for page in pages if posts_documents(page)]


def section_by_contents(sections: list[SectionPage], values: dict) -> SectionPage | None:
    """Return the section for a document with this number and type: normative, or management."""
    is_normative = values.get("document_type") in _NORMATIVE_TYPES and bool(
        _NORMATIVE_NUMBER.match(values.get("number") or "")
    )
    wanted = NORMATIVE if is_normative else ADMINISTRATIVE
    by_key = {page.section: page for page in reversed(sections)}
    return by_key.get(wanted) or next(iter(sections), None)
