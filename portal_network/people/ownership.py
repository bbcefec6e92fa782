"""Whose the rows of this room are."""

from django.db.models import Q

from portal_network.people.models import (
    Invitation,
    PermissionReview,
    StaffSession,
    StaffSessionEntry,
)
from portal_network.tenancy.isolation.ownership import (
    ByAuthority,
    Where,
    in_subquery,
    register_ownership,
)
from portal_network.tenancy.isolation.reach import Reach


def register_rules() -> None:
    """Register the rules of this room's models."""
    for model in (Invitation, PermissionReview, StaffSessionEntry):
        register_ownership(model, ByAuthority())
    register_ownership(StaffSession, Where(_own_or_touching))


def _own_or_touching(reach: Reach):
    """Accept a person's own sessions, and those in which something of a province was touched."""
    touched = StaffSessionEntry.everywhere.filter(province__in=reach.provinces)
    return Q(user=reach.user_id) | Q(in_subquery(touched, "session"))
