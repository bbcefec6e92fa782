"""Documents by their numbers, however they are typed; on one's own site alone."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from documents.models import LegalDocumentPage
from documents.record.numbers import key_and_year, number_key
from portal_network.tenancy.directory import Tenant

MOST_HITS = 50
MOST_SIMILAR = 10


def documents_with_number(tenant: Tenant, address: str) -> list[LegalDocumentPage]:
    """Return the public documents that ``206-KH-UBND-2021`` or ``206/KH-UBND`` may mean."""
    whole = number_key(address)
    if not whole:
        return []
    key, year = key_and_year(address)
    found = _public(tenant).filter(number_key__in={whole, key})
    if year is not None:
        found = found.filter(Q(number_key=whole) | Q(issued_year=year))
    return list(found[:MOST_HITS])


def documents_with_similar_number(tenant: Tenant, address: str) -> list[LegalDocumentPage]:
    """Return what has the same first number, for whoever mistyped the symbol."""
    first = number_key(address).partition("-")[0]
    if not first.isdigit():
        return []
    similar = Q(number_key=first) | Q(number_key__startswith=f"{first}-")
    return list(_public(tenant).filter(similar)[:MOST_SIMILAR])


def _public(tenant: Tenant) -> QuerySet:
    own = LegalDocumentPage.everywhere.filter(
        place_code=tenant.code, listed_until__gte=timezone.localdate(), names_people=False
    )
    return own.exclude(shelf="").open_to_all().order_by("-listed_on", "-pk")
