"""Relations of sample documents: among themselves, and to laws that are cited."""

from collections.abc import Iterable, Mapping
from datetime import date

from commune_site.models import PortalPage
from documents.models import DocumentRelation, LegalDocumentPage

RELATIONS = "sample_relations"


def document_page(columns: Mapping, relations: Iterable[Mapping], **common) -> LegalDocumentPage:
    """Return an unsaved document that knows what it says of others."""
    page = LegalDocumentPage(**columns, **common)
    setattr(page, RELATIONS, list(relations))
    return page


def add_relations(pages: Iterable[PortalPage], by_key: Mapping[str, PortalPage], key_of) -> None:
    """Store the relations of pages that have just been written.

    A relation names its ``target`` by the key of another sample of the site, or cites a document:
    ``number``, ``on``, ``issuer``, ``title``, ``url``. Targets that this site does not have are
    left out.
    """
    rows = []
    for page in pages:
        for order, stated in enumerate(getattr(page, RELATIONS, ())):
            target = by_key.get(key_of(stated["target"])) if "target" in stated else None
            if "target" in stated and not isinstance(target, LegalDocumentPage):
                continue
            row = DocumentRelation(
                page=page,
                sort_order=order,
                kind=stated["kind"],
                target=target,
                cited_number=stated.get("number", ""),
                cited_on=date.fromisoformat(stated["on"]) if "on" in stated else None,
                cited_issuer=stated.get("issuer", ""),
                cited_title=stated.get("title", ""),
                url=stated.get("url", ""),
                scope=stated.get("scope", ""),
            )
            row.fold_citation()
            rows.append(row)
    DocumentRelation.everywhere.bulk_create(rows)
