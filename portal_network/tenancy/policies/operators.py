"""Rights on what belongs to no place: operators have them all, nobody else has any."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy


class OperatorPermissionPolicy(BasePermissionPolicy):
    """Leaves a model to operators in a staff session, who are superusers for its time."""

    def user_has_permission(self, user, action: str) -> bool:
        """Tell whether the person is an operator."""
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions) -> bool:
        """Tell whether the person may do one of these."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action: str, instance) -> bool:
        """Tell whether the person may do this to the row."""
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """Tell whether the person may do one of these to the row."""
        return self.user_has_any_permission(user, actions)

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        """Return all rows, or none."""
        allowed = self.user_has_any_permission(user, actions)
        rows = self.model._default_manager
        return rows.all() if allowed else rows.none()

    def users_with_any_permission(self, actions) -> QuerySet:
        """Return the operators."""
        return get_user_model()._default_manager.filter(is_active=True, is_superuser=True)

    def users_with_any_permission_for_instance(self, actions, instance) -> QuerySet:
        """Return the operators."""
        return self.users_with_any_permission(actions)


class InstallationPermissionPolicy(OperatorPermissionPolicy):
    """One row that an operator changes; nobody makes a second one or deletes it."""

    def user_has_permission(self, user, action: str) -> bool:
        """Leave looking and changing to operators, and nothing else to anybody."""
        return action in {"view", "change"} and super().user_has_permission(user, action)
