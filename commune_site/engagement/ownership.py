"""Whose the rows of this room are, and who may change the rules."""

from django.db.models import Q
from wagtail.permissions import register_permission_policy

from commune_site.engagement.models import (
    BlockedSender,
    Case,
    CaseAttachment,
    CaseEvent,
    CaseLink,
    CaseMail,
    CasePolicy,
    Correction,
    ErasureRecord,
    ProposedAnswer,
    Rating,
)
from portal_network.moderation.ownership import ProvinceRowsPolicy
from portal_network.tenancy.isolation.ownership import ByAuthority, Where, register_ownership


def register_rules() -> None:
    """Register ownership and policies of this room's models."""
    for model in (Case, Correction, ErasureRecord, Rating, BlockedSender, CaseMail):
        register_ownership(model, _by_place(""))
    for model in (CaseEvent, CaseLink, CaseAttachment, ProposedAnswer):
        register_ownership(model, _by_place("case__"))
    register_ownership(CasePolicy, ByAuthority(commune=None))
    register_permission_policy(CasePolicy, ProvinceRowsPolicy(CasePolicy))


def _by_place(prefix: str) -> Where:
    """Every row names its province as well, so no look at the commune's own one is needed."""
    return Where(
        lambda reach: (
            Q(**{f"{prefix}commune__in": reach.communes})
            | Q(**{f"{prefix}province__in": reach.provinces})
        )
    )
