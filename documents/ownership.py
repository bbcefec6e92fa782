"""Whose the rows of the documents room are."""

from documents.models import DocumentFilePage
from portal_network.tenancy.isolation.ownership import ByCollectionPath, register_ownership


def register_rules() -> None:
    """The text of a file belongs to whom the file belongs."""
    register_ownership(DocumentFilePage, ByCollectionPath("document__collection__path"))
