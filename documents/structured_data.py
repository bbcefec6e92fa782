"""A legal document as schema.org's ``Legislation``."""

from django.utils import timezone

from commune_site.metadata import described, stated


def legislation(page) -> dict:
    """Return what a document states of itself; what it leaves open is left out (R70)."""
    return described(page, "Legislation") | stated(
        {
            "legislationIdentifier": page.number,
            "legislationType": page.document_type_label,
            "legislationDate": _day(page.issued_on),
            "legislationDateVersion": _day(page.effective_on),
            "temporalCoverage": _term(page),
            "legislationLegalForce": _force(page),
            "legislationPassedBy": _organisation(page.issuer),
            "legislationJurisdiction": page.tenant.name,
            "datePublished": _day(page.disclosed_on),
        }
    )


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
    today = timezone.localdate()
    if page.expired_on and page.expired_on <= today:
        return "https://schema.org/NotInForce"
    if page.effective_on is None:
        return ""
    in_force = page.effective_on <= today
    return "https://schema.org/InForce" if in_force else "https://schema.org/NotInForce"
