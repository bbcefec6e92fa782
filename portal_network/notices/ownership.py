"""Whose the rows of this room are: each person's own, for as long as they work at the place."""

from django.db.models import Q

from portal_network.notices.models import Mail, MailChoice, Notice
from portal_network.tenancy.isolation.ownership import (
    NOBODY,
    ByPerson,
    Where,
    register_ownership,
)
from portal_network.tenancy.isolation.reach import Reach


def own_at_own_places(reach: Reach) -> Q:
    """Accept the person's rows about places in which they still hold a role."""
    if not reach.user_id:
        return NOBODY
    place = Q(commune__in=reach.communes) | Q(province__in=reach.provinces)
    return Q(user=reach.user_id) & place


def register_rules() -> None:
    """Register the rules."""
    for model in (Notice, Mail):
        register_ownership(model, Where(own_at_own_places))
    register_ownership(MailChoice, ByPerson())
