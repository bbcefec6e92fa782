"""Models of the documents room."""

from documents.models.files import PortalDocument
from documents.models.legal_documents import DocumentType, LegalDocumentPage, SigningForm

__all__ = ["DocumentType", "LegalDocumentPage", "PortalDocument", "SigningForm"]
