"""Whose the rows of the documents room are."""

from documents.models import DocumentFilePage, IntakeItem
from portal_network.tenancy.isolation.ownership import ByCollectionPath, register_ownership


def register_rules() -> None:
    """The text of a file, and its place among files to be confirmed, belong to the file's owner."""
    register_ownership(DocumentFilePage, ByCollectionPath("document__collection__path"))
    register_ownership(IntakeItem, ByCollectionPath("document__collection__path"))
