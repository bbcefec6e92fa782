"""Whose the rows of this room are, and who may change them."""

from collections.abc import Collection as Actions

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from portal_network.moderation.models import (
    ApprovalRule,
    ApprovalWorkflow,
    CheckRule,
    Probation,
    QueueItem,
    SendBackReason,
)
from portal_network.tenancy.isolation.ownership import (
    SHARED,
    ByAuthority,
    Where,
    register_ownership,
)
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of

RULE_MODELS = (ApprovalRule, CheckRule, Probation, SendBackReason)


def register_rules() -> None:
    """Register ownership and policies of this room's models."""
    # Every row names its province, so no look at the commune's own province is needed.
    register_ownership(
        QueueItem,
        Where(lambda reach: Q(commune__in=reach.communes) | Q(province__in=reach.provinces)),
    )
    register_ownership(ApprovalWorkflow, SHARED)
    for model in RULE_MODELS:
        register_ownership(model, ByAuthority(commune=None))
        register_permission_policy(model, ProvinceRowsPolicy(model))


class ProvinceRowsPolicy(BasePermissionPolicy):
    """Rows of a province belong to its administrators; operators have all."""

    def user_has_permission(self, user, action: str) -> bool:
        """Tell whether the person administers a province."""
        return user.is_active and (user.is_superuser or bool(administered_provinces(user)))

    def user_has_any_permission(self, user, actions: Actions[str]) -> bool:
        """Tell whether the person may do one of these somewhere."""
        return self.user_has_permission(user, "")

    def user_has_permission_for_instance(self, user, action: str, instance) -> bool:
        """Tell whether the row belongs to a province that the person administers."""
        return user.is_active and (
            user.is_superuser or instance.province_id in administered_provinces(user)
        )

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """Tell whether the person may do one of these to the row."""
        return self.user_has_permission_for_instance(user, "", instance)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        """Return the rows of the person's provinces."""
        rows = self.model._default_manager.all()
        if not user.is_active:
            return rows.none()
        if user.is_superuser:
            return rows
        return rows.filter(province__in=administered_provinces(user))

    def users_with_any_permission(self, actions) -> QuerySet:
        """Return administrators of provinces, and operators."""
        return self._administrators(Q())

    def users_with_any_permission_for_instance(self, actions, instance) -> QuerySet:
        """Return the administrators of the row's province, and operators."""
        return self._administrators(Q(province=instance.province_id))

    def _administrators(self, where: Q) -> QuerySet:
        holders = Membership.everywhere.filter(where, role=Role.PROVINCE_ADMINISTRATOR)
        wanted = Q(is_superuser=True) | Q(pk__in=holders.values("user_id"))
        return get_user_model().objects.filter(wanted, is_active=True)


def administered_provinces(user) -> set[str]:
    """Return the provinces that a person administers; no query beyond that of memberships."""
    if not user.is_authenticated:
        return set()
    return {
        row.province_id for row in memberships_of(user) if row.role == Role.PROVINCE_ADMINISTRATOR
    }
