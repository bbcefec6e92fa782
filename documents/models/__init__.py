"""Models of the documents room."""

from documents.models.files import DocumentFilePage, Examination, MalwareScan, PortalDocument
from documents.models.imports import DocumentImport, ImportedRow
from documents.models.intake_items import IntakeItem, Reading
from documents.models.legal_documents import LegalDocumentPage
from documents.models.relations import DocumentEdition, DocumentRelation, RelationKind
from documents.models.shelf_counts import ChangedQuarter, CountedQuarter
from documents.record.vocabulary import DocumentKind, DocumentType, Effect, SigningForm

__all__ = [
    "ChangedQuarter",
    "CountedQuarter",
    "DocumentEdition",
    "DocumentFilePage",
    "DocumentImport",
    "DocumentKind",
    "DocumentRelation",
    "DocumentType",
    "Effect",
    "Examination",
    "ImportedRow",
    "IntakeItem",
    "LegalDocumentPage",
    "MalwareScan",
    "PortalDocument",
    "Reading",
    "RelationKind",
    "SigningForm",
]
