"""A legal document as schema.org's ``Legislation``, and in terms of Dublin Core."""

from collections import defaultdict
from mimetypes import guess_type
from urllib.parse import urljoin

from django.utils import timezone

from commune_site.metadata import described, stated
from documents.record.effect import effect_of
from documents.record.files import open_files_of
from documents.record.relations import ShownRelation, relations_of
from documents.record.vocabulary import Effect

# https://schema.org/Legislation, whose words follow the European Legislation Identifier (ELI).
_PROPERTIES = {
    "can-cu": "isBasedOn",
    "thay-the": "legislationRepeals",
    "sua-doi-bo-sung": "legislationChanges",
    "bai-bo": "legislationRepeals",
    "dinh-chinh": "legislationCorrects",
    "huong-dan": "legislationApplies",
    "hop-nhat": "legislationConsolidates",
}
# https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
_TERMS = {
    "can-cu": ("DCTERMS.references", "DCTERMS.isReferencedBy"),
    "thay-the": ("DCTERMS.replaces", "DCTERMS.isReplacedBy"),
}
_OTHER_TERMS = ("DCTERMS.relation", "DCTERMS.relation")
_FORCES = {
    Effect.EXPIRED: "NotInForce",
    Effect.NOT_YET: "NotInForce",
    Effect.SUSPENDED: "NotInForce",
    Effect.IN_FORCE: "InForce",
    Effect.PARTLY: "PartiallyInForce",
}


def legislation(page) -> dict:
    """Return what a document states of itself; what it leaves open is left out (R70)."""
    address = page.permanent_path and urljoin(page.tenant.root_url, page.permanent_path)
    return (
        described(page, "Legislation")
        | stated(
            {
                "legislationIdentifier": page.number,
                "sameAs": address,
                "legislationType": page.document_type_label,
                "about": page.get_field_display() if page.field else "",
                "legislationDate": _day(page.issued_on),
                "legislationDateVersion": _day(page.effective_on),
                "temporalCoverage": _term(page),
                "legislationLegalForce": _force(page),
                "legislationPassedBy": _organisation(page.issuer),
                "legislationJurisdiction": page.tenant.name,
                "datePublished": _day(page.disclosed_on),
                "encoding": _files(page),
            }
        )
        | _relations(page)
    )


def dublin_core_terms(page) -> list[tuple[str, str]]:
    """Return the qualified elements of a document, beside those of every page."""
    relations = relations_of(page)
    elements = [
        ("DCTERMS.issued", _day(page.issued_on)),
        ("DCTERMS.valid", _term(page)),
        ("DCTERMS.bibliographicCitation", page.citation),
        *((_TERMS.get(one.kind, _OTHER_TERMS)[0], one.words) for one in relations.stated),
        *((_TERMS.get(one.kind, _OTHER_TERMS)[1], one.words) for one in relations.reverse),
    ]
    return [(name, content) for name, content in elements if content]


def _relations(page) -> dict:
    """Return what the document does to others, by property of schema.org."""
    found = defaultdict(list)
    for one in relations_of(page).stated:
        found[_PROPERTIES[one.kind]].append(_reference(page, one))
    return dict(found)


def _reference(page, one: ShownRelation) -> dict:
    address = urljoin(page.tenant.root_url, one.url) if one.url else ""
    return {"@type": "Legislation"} | stated({"name": one.title or one.words, "url": address})


def _files(page) -> list[dict]:
    return [
        stated(
            {
                "@type": "LegislationObject",
                "name": file.title,
                "contentUrl": urljoin(page.tenant.root_url, file.url),
                "encodingFormat": guess_type(f"x.{file.extension}")[0],
                "sha256": file.document.sha256,
                "contentSize": f"{file.size_bytes} B" if file.size_bytes else "",
            }
        )
        for file in open_files_of(page)
    ]


def _day(value) -> str:
    return value.isoformat() if value else ""


def _organisation(name: str) -> dict:
    return {"@type": "GovernmentOrganization", "name": name} if name else {}


def _term(page) -> str:
    """Return from when until when the document is in force, as ISO 8601 writes it."""
    if page.effective_on is None:
        return ""
    return f"{_day(page.effective_on)}/{_day(page.expired_on) or '..'}"


def _force(page) -> str:
    force = _FORCES.get(effect_of(page, timezone.localdate()))
    return f"https://schema.org/{force}" if force and not page.is_draft_document else ""
