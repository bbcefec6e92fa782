"""Rights on the settings of the whole installation."""

from wagtail.permission_policies import ModelPermissionPolicy


class InstallationPermissionPolicy(ModelPermissionPolicy):
    """One row that an operator changes; nobody makes a second one or deletes it."""

    def user_has_permission(self, user, action: str) -> bool:
        """Leave looking and changing to operators (superusers), and nothing else to anybody."""
        return action in {"view", "change"} and user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions) -> bool:
        """Tell whether the person may do one of these."""
        return any(self.user_has_permission(user, action) for action in actions)
