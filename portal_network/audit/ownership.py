"""Whose entries of the log are."""

from django.db.models import Q

from portal_network.audit.models import AuditEntry
from portal_network.tenancy.isolation.ownership import Where, register_ownership
from portal_network.tenancy.isolation.reach import Reach


def register_rules() -> None:
    """Register the rule of this room."""
    register_ownership(AuditEntry, Where(_within))


def _within(reach: Reach) -> Q:
    return Q(province_code__in=reach.provinces) | Q(commune_code__in=reach.communes)
