"""Models of the documents room."""

from documents.models.files import DocumentFilePage, Examination, MalwareScan, PortalDocument
from documents.models.legal_documents import DocumentType, LegalDocumentPage, SigningForm

__all__ = [
    "DocumentFilePage",
    "DocumentType",
    "Examination",
    "LegalDocumentPage",
    "MalwareScan",
    "PortalDocument",
    "SigningForm",
]
