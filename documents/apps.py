"""Application configuration of the documents room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Files and the library of legal documents."""

    name = "documents"
    verbose_name = _("Legal documents")

    def ready(self) -> None:
        from commune_site.page_types import PageType, register_page_type
        from documents import checks, signals  # noqa: F401
        from documents.listing import DocumentListing
        from documents.ownership import register_rules
        from documents.record import checks as checks_of_records  # noqa: F401
        from documents.record.passages import passages_of
        from search.passages import register_passages

        register_rules()
        register_page_type(
            PageType("legal_document", "documents.LegalDocumentPage", DocumentListing())
        )
        register_passages(passages_of)
        signals.connect()
