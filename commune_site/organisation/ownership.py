"""Whose the rows of this room are, and who may propose, publish and delete them."""

from collections.abc import Collection as Actions

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from commune_site.organisation.models import RECORDS, Appointment
from portal_network.tenancy.isolation.ownership import Where, register_ownership
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of

# An editor proposes, whoever approves texts publishes: see ADR 0021.
_PROPOSING = frozenset({"view", "add", "change"})
_PUBLISHING = _PROPOSING | {"publish", "delete"}
ACTIONS: dict[str, frozenset[str]] = {
    Role.EDITOR: _PROPOSING,
    Role.APPROVER: _PUBLISHING,
    Role.SITE_ADMINISTRATOR: _PUBLISHING,
    Role.PROVINCE_ADMINISTRATOR: _PUBLISHING,
    Role.PROVINCE_MODERATOR: frozenset({"view", "change", "publish"}),
}


def register_rules() -> None:
    """Register ownership of this room's rows; every one names its province."""
    for model in RECORDS:
        register_ownership(model, Where(lambda reach: _of(reach.communes, reach.provinces)))
    register_ownership(
        Appointment,
        Where(lambda reach: _of(reach.communes, reach.provinces, prefix="person__")),
    )


def _of(communes: Actions[str], provinces: Actions[str], prefix: str = "") -> Q:
    return Q(**{f"{prefix}commune__in": communes}) | Q(**{f"{prefix}province__in": provinces})


class RecordPolicy(BasePermissionPolicy):
    """Rows of a commune belong to those who work for it, and to the province above it."""

    def user_has_permission(self, user, action: str) -> bool:
        """Tell whether the person may do this somewhere."""
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user, actions: Actions[str]) -> bool:
        """Tell whether the person may do one of these somewhere."""
        if not user.is_active or user.is_anonymous:
            return False
        return user.is_superuser or any(self._places(user, actions))

    def user_has_permission_for_instance(self, user, action: str, instance: Model) -> bool:
        """Tell whether the person may do this to the row."""
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(
        self, user, actions: Actions[str], instance: Model
    ) -> bool:
        """Tell whether the person may do one of these to the row."""
        return self.may_at(
            user, actions, province_id=instance.province_id, commune_id=instance.commune_id
        )

    def may_at(
        self, user, actions: Actions[str], *, province_id: str, commune_id: str | None
    ) -> bool:
        """Tell whether the person may do one of these to rows of a place."""
        if not user.is_active or user.is_anonymous:
            return False
        if user.is_superuser:
            return True
        communes, provinces = self._places(user, actions)
        return province_id in provinces or (commune_id is not None and commune_id in communes)

    def instances_user_has_any_permission_for(self, user, actions: Actions[str]) -> QuerySet:
        """Return the rows to which the person may do one of these."""
        rows = self.model._default_manager.all()
        if not user.is_active or user.is_anonymous:
            return rows.none()
        if user.is_superuser:
            return rows
        return rows.filter(_of(*self._places(user, actions)))

    def users_with_any_permission(self, actions: Actions[str]) -> QuerySet:
        """Return the accounts that may do one of these somewhere."""
        return self._holders(Q(), actions)

    def users_with_any_permission_for_instance(
        self, actions: Actions[str], instance: Model
    ) -> QuerySet:
        """Return the accounts that may do one of these to the row."""
        where = Q(province=instance.province_id)
        if instance.commune_id:
            where |= Q(commune=instance.commune_id)
        return self._holders(where, actions)

    def _holders(self, where: Q, actions: Actions[str]) -> QuerySet:
        roles = [role for role, allowed in ACTIONS.items() if allowed & set(actions)]
        holders = Membership.everywhere.filter(where, role__in=roles)
        wanted = Q(is_superuser=True) | Q(pk__in=holders.values("user_id"))
        return get_user_model().objects.filter(wanted, is_active=True)

    @staticmethod
    def _places(user, actions: Actions[str]) -> tuple[set[str], set[str]]:
        wanted = set(actions)
        rows = [row for row in memberships_of(user) if ACTIONS.get(row.role, frozenset()) & wanted]
        return (
            {row.commune_id for row in rows if row.commune_id},
            {row.province_id for row in rows if row.province_id},
        )


def register_policies() -> None:
    """Register the policies; before the snippets, which ask for them at once."""
    for model in RECORDS:
        register_permission_policy(model, RecordPolicy(model))
