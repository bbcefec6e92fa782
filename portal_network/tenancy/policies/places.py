"""Rights on rows in the trees of places (menus, redirects, collections): actions by role."""

from collections.abc import Callable, Mapping
from collections.abc import Collection as Actions
from functools import reduce
from operator import or_

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal_network.tenancy.models import Authority, Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of, place_of

ActionsByRole = Mapping[str, frozenset[str]]


def page_path(place: Authority) -> str:
    """Return the path of a place's site in the tree of pages; empty before it has one."""
    return place.root_page.path if place.root_page_id else ""


def collection_path(place: Authority) -> str:
    """Return the path of a place's collection; empty before it has one."""
    return place.collection.path if place.collection_id else ""


def given_to(roles: Actions[str], *actions: str) -> ActionsByRole:
    """Return the table that gives some roles the same rights and all others none."""
    return dict.fromkeys(roles, frozenset(actions))


class PlacePermissionPolicy(BasePermissionPolicy):
    """A model's rows in the trees of those places where one's role may do something to them.

    ``lookup`` leads from a row to its path, ``path_of`` from a place to the path of its tree. A row
    without a path, such as a redirect of all sites, belongs to operators, who may do everything.
    """

    def __init__(
        self,
        model: type[Model],
        actions: ActionsByRole,
        *,
        lookup: str = "site__root_page__path",
        path_of: Callable[[Authority], str] = page_path,
    ) -> None:
        super().__init__(model)
        self.actions, self.lookup, self.path_of = actions, lookup, path_of

    def user_has_permission(self, user, action: str) -> bool:
        """Tell whether the person may do this somewhere."""
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user, actions: Actions[str]) -> bool:
        """Tell whether the person may do one of these somewhere."""
        if not user.is_active or user.is_anonymous:
            return False
        return user.is_superuser or bool(self._paths(user, actions))

    def user_has_permission_for_instance(self, user, action: str, instance: Model) -> bool:
        """Tell whether the person may do this to the row."""
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(
        self, user, actions: Actions[str], instance: Model
    ) -> bool:
        """Tell whether the person may do one of these to the row."""
        if user.is_active and user.is_superuser:
            return True
        rows = self.instances_user_has_any_permission_for(user, actions)
        return rows.filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions: Actions[str]) -> QuerySet:
        """Return the rows to which the person may do one of these."""
        return self.model._default_manager.filter(self.condition(user, actions, self.lookup))

    def condition(self, user, actions: Actions[str], lookup: str) -> Q:
        """Return the condition that a row lies where the person may do one of these.

        ``lookup`` leads to the path, so that other models can be asked as well: the sites among
        which one may choose, for example.
        """
        nowhere = Q(pk__in=())
        if not self.user_has_any_permission(user, actions):
            return nowhere
        if user.is_superuser:
            return Q()
        paths = self._paths(user, actions)
        return reduce(or_, (Q(**{f"{lookup}__startswith": path}) for path in paths), nowhere)

    def users_with_any_permission(self, actions: Actions[str]) -> QuerySet:
        """Return the accounts that may do one of these somewhere."""
        holders = Membership.everywhere.filter(role__in=self._roles(actions)).values("user_id")
        return get_user_model()._default_manager.filter(
            Q(is_superuser=True) | Q(pk__in=holders), is_active=True
        )

    def _roles(self, actions: Actions[str]) -> set[str]:
        return {role for role, allowed in self.actions.items() if allowed & set(actions)}

    def _paths(self, user, actions: Actions[str]) -> set[str]:
        roles = self._roles(actions)
        places = [place_of(row) for row in memberships_of(user) if row.role in roles]
        return {self.path_of(place) for place in places} - {""}


ADMINISTRATORS = (Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR)

# A site's one main menu is made by provisioning and never deleted.
MENU_ACTIONS = given_to(ADMINISTRATORS, "change", "view")
REDIRECT_ACTIONS = given_to(ADMINISTRATORS, "add", "change", "delete", "view")
# Collections are made by provisioning; whoever works at a place may know of its own.
COLLECTION_ACTIONS = given_to(Role.values, "view")
