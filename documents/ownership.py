"""Whose the rows of the documents room are."""

from documents.models import (
    DocumentEdition,
    DocumentFilePage,
    DocumentImport,
    DocumentRelation,
    ImportedRow,
    IntakeItem,
)
from portal_network.tenancy.isolation.ownership import (
    ByCollectionPath,
    ByPagePath,
    register_ownership,
)


def register_rules() -> None:
    """What hangs on a file belongs to whom the file belongs; what hangs on a page, likewise."""
    for row in (DocumentFilePage, IntakeItem):
        register_ownership(row, ByCollectionPath("document__collection__path"))
    for row in (DocumentRelation, DocumentEdition):
        register_ownership(row, ByPagePath("page__path"))
    register_ownership(DocumentImport, ByPagePath("parent__path"))
    register_ownership(ImportedRow, ByPagePath("batch__parent__path"))
