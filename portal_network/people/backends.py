"""Lets operators enter the administration, where nothing but the opening of a session awaits."""

from django.contrib.auth.backends import BaseBackend


class OperatorBackend(BaseBackend):
    """Gives whoever is stored as an operator the right to enter, and no other right."""

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        """Return the right to enter the administration."""
        if obj is None and user_obj.is_active and getattr(user_obj, "is_operator", False):
            return {"wagtailadmin.access_admin"}
        return set()
