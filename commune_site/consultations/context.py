"""What the page of a consultation shows beside its draft."""

from django.apps import apps
from django.http import HttpRequest

from commune_site.article_context import information_context
from commune_site.consultations.kinds import OPINION
from commune_site.consultations.stages import Stage
from commune_site.pagination import paginate

OPINIONS_PER_PAGE = 20


def consultation_context(page, request: HttpRequest) -> dict:
    """Return files, parts, the comments that are public, how many arrived, and the outcome."""
    opinions = apps.get_model("consultations", "Opinion").everywhere
    shown = opinions.filter(page=page.pk, published_on__isnull=False).order_by("-pk")
    stage = page.stage()
    return information_context(page, request) | {
        "parts": page.parts,
        "stage": stage,
        "is_open": stage == Stage.OPEN,
        "is_planned": stage == Stage.PLANNED,
        "is_owed": stage == Stage.WAITING,
        "pager": paginate(request, shown, OPINIONS_PER_PAGE),
        "received": received(page),
        "issued": issued_link(page),
        "print_content": "consultations/components/consultation_content.html",
    }


def received(page) -> int:
    """Return how many people have commented on this site; one query."""
    cases = apps.get_model("engagement", "Case").everywhere
    return cases.filter(page=page.pk, kind=OPINION.slug).count() if page.pk else 0


def issued_link(page) -> dict | None:
    """Return title and address of the document that was issued, while it is public."""
    if page.issued_document_id is None:
        return None
    documents = apps.get_model("documents", "LegalDocumentPage").everywhere.public_items()
    found = documents.filter(pk=page.issued_document_id, province_id=page.province_id).first()
    return found and {"title": found.citation, "url": _address(found, page)}


def consultations_of(document) -> list[dict]:
    """Return title and address of the public consultations from which a document came."""
    if document.pk is None:
        return []
    pages = apps.get_model("consultations", "ConsultationPage").everywhere.public_items()
    found = pages.filter(issued_document=document.pk, province_id=document.province_id)
    return [{"title": one.title, "url": _address(one, document)} for one in found[:5]]


def _address(page, viewer) -> str:
    is_local = page.tenant == viewer.tenant
    return page.get_url_parts()[2] if is_local else page.full_url
