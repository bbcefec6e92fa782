"""Rights on the settings of provinces and communes."""

from collections.abc import Collection as Actions

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal_network.tenancy.models import Authority, Commune, Membership, Province, Role
from portal_network.tenancy.policies.memberships import memberships_of

# Authorities are made by provisioning and never deleted; what is left is to look and to change.
ALLOWED_ACTIONS = frozenset({"change", "view"})


class AuthorityPermissionPolicy(BasePermissionPolicy):
    """A commune's settings belong to its administrator and to its province's administrators."""

    def user_has_permission(self, user, action: str) -> bool:
        """Tell whether the person may do this to at least one authority."""
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user, actions: Actions[str]) -> bool:
        """Tell whether the person may do one of these to at least one authority."""
        if not user.is_active or not ALLOWED_ACTIONS & set(actions):
            return False
        return user.is_superuser or any(self._keys(user))

    def user_has_permission_for_instance(self, user, action: str, instance: Authority) -> bool:
        """Tell whether the person may do this to the authority."""
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(
        self, user, actions: Actions[str], instance: Authority
    ) -> bool:
        """Tell whether the person may do one of these to the authority."""
        if not user.is_active or not ALLOWED_ACTIONS & set(actions):
            return False
        return user.is_superuser or self._places(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions: Actions[str]) -> QuerySet:
        """Return the authorities to which the person may do one of these."""
        if not user.is_active or not ALLOWED_ACTIONS & set(actions):
            return self.model._default_manager.none()
        return self.model._default_manager.all() if user.is_superuser else self._places(user)

    def users_with_any_permission(self, actions: Actions[str]) -> QuerySet:
        """Return the accounts that may do one of these somewhere."""
        if not ALLOWED_ACTIONS & set(actions):
            return get_user_model().objects.none()
        holders = Membership.everywhere.filter(
            role__in=[Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR]
        ).values("user_id")
        return get_user_model().objects.filter(
            Q(is_superuser=True) | Q(pk__in=holders), is_active=True
        )

    def users_with_any_permission_for_instance(
        self, actions: Actions[str], instance: Authority
    ) -> QuerySet:
        """Return the accounts that may do one of these to the authority."""
        if not ALLOWED_ACTIONS & set(actions):
            return get_user_model().objects.none()
        province_id = instance.pk if isinstance(instance, Province) else instance.province_id
        at_this_place = Q(role=Role.PROVINCE_ADMINISTRATOR, province_id=province_id)
        if isinstance(instance, Commune):
            at_this_place |= Q(role=Role.SITE_ADMINISTRATOR, commune_id=instance.pk)
        holders = Membership.everywhere.filter(at_this_place).values("user_id")
        return get_user_model().objects.filter(
            Q(is_superuser=True) | Q(pk__in=holders), is_active=True
        )

    def _keys(self, user) -> tuple[set[str], set[str]]:
        """Return the provinces and the communes that the person administers; no query of its own.

        Whoever administers communes alone has no province to change.
        """
        provinces, communes = set(), set()
        for membership in memberships_of(user) if user.is_authenticated else ():
            if membership.role == Role.PROVINCE_ADMINISTRATOR:
                provinces.add(membership.province_id)
            elif membership.role == Role.SITE_ADMINISTRATOR and self.model is Commune:
                communes.add(membership.commune_id)
        return provinces, communes

    def _places(self, user) -> QuerySet:
        provinces, communes = self._keys(user)
        if self.model is Province:
            return Province.objects.filter(pk__in=provinces)
        return Commune.objects.filter(Q(province_id__in=provinces) | Q(pk__in=communes))
