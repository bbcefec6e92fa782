"""Models of the documents room."""

from documents.models.files import DocumentFilePage, Examination, MalwareScan, PortalDocument
from documents.models.intake_items import IntakeItem, Reading
from documents.models.legal_documents import DocumentType, LegalDocumentPage, SigningForm

__all__ = [
    "DocumentFilePage",
    "DocumentType",
    "Examination",
    "IntakeItem",
    "LegalDocumentPage",
    "MalwareScan",
    "PortalDocument",
    "Reading",
    "SigningForm",
]
