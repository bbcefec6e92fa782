"""Rights on pages: a commune's on its tree, a province's on all below it.

Every question is answered from the person's few places: a condition per place, never one per
right, and no look at groups. Its cost does not depend on how many communes there are.
"""

from collections.abc import Collection as Actions
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import (
    PAGE_ACTIONS,
    GrantedPermission,
    memberships_of,
    place_of,
)
from portal_network.tenancy.site_roots import know_whether_above_all_sites
from portal_network.tenancy.tree_paths import common_path, paths_above, paths_between

EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


@dataclass(frozen=True, slots=True)
class PageGrant:
    """One right on one subtree, with what policies read of ``GroupPagePermission``."""

    page: Page
    permission: GrantedPermission

    @property
    def page_id(self) -> int:
        """Return the key of the subtree's root."""
        return self.page.pk


class MembershipPagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's page policy over memberships instead of group permissions."""

    def get_all_permissions_for_user(self, user) -> list[PageGrant]:
        """Return one grant per right and place of this person."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        return [
            PageGrant(place_of(membership).root_page, GrantedPermission(f"{action}_page"))
            for membership in memberships_of(user)
            if place_of(membership).root_page_id
            for action in sorted(PAGE_ACTIONS[membership.role])
        ]

    def instances_user_has_any_permission_for(self, user, actions: Actions[str]) -> QuerySet:
        """Return the pages to which the person may do one of these.

        Who may only add may change what is one's own.
        """
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        wanted = _below(self._roots_with(user, actions))
        if "change" in actions and "add" not in actions:
            wanted |= _below(self._roots_with(user, {"add"})) & Q(owner=user)
        return self.model._default_manager.filter(wanted)

    def users_with_any_permission(
        self, actions: Actions[str], include_superusers: bool = True
    ) -> QuerySet:
        """Return the accounts that may do one of these somewhere."""
        return _holders(Q(role__in=_roles_with(actions)), include_superusers)

    def users_with_any_permission_for_instance(
        self, actions: Actions[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet:
        """Return the accounts that may do one of these to the page."""
        above = paths_above(instance.path, inclusive=True)
        here = Q(commune__root_page__path__in=above) | Q(province__root_page__path__in=above)
        wanted = Q(role__in=_roles_with(actions)) & here
        if "change" in actions and "add" not in actions:
            wanted |= Q(role__in=_roles_with({"add"}), user=instance.owner_id) & here
        return _holders(wanted, include_superusers)

    def instances_with_direct_explore_permission(self, user) -> list[Page]:
        """Return the roots of the person's places, each once."""
        if user.is_superuser:
            return list(self.model.base_page_model.objects.filter(depth=1))
        return self._roots_with(user, EXPLORING)

    def explorable_root_instance(self, user) -> Page | None:
        """Return the page at which exploring starts: one's own site, or what is above several."""
        cache_name = self._explorable_root_instance_cache_name
        if not hasattr(user, cache_name):
            roots = self.instances_with_direct_explore_permission(user)
            setattr(user, cache_name, _common_root(roots))
        return getattr(user, cache_name)

    def explorable_instances(self, user) -> QuerySet:
        """Return the pages that one may browse: those of one's places, and the way to them."""
        everything = self._base_queryset_for_user(user)
        if everything is not None:
            return everything
        roots = self.instances_with_direct_explore_permission(user)
        return self.model._default_manager.filter(
            _below(roots) | Q(path__in=paths_between([root.path for root in roots]))
        )

    def _roots_with(self, user, actions: Actions[str]) -> list[Page]:
        codenames = self._get_permission_codenames(actions)
        roots = {
            grant.page.path: grant.page
            for grant in self.get_cached_permissions_for_user(user)
            if grant.permission.codename in codenames
        }
        return [roots[path] for path in sorted(roots)]


def _roles_with(actions: Actions[str]) -> list[str]:
    return [role for role in Role.values if PAGE_ACTIONS.get(role, frozenset()) & set(actions)]


def _holders(memberships: Q, include_superusers: bool) -> QuerySet:
    wanted = Q(pk__in=Membership.everywhere.filter(memberships).values("user_id"))
    if include_superusers:
        wanted |= Q(is_superuser=True)
    return get_user_model()._default_manager.filter(wanted, is_active=True)


def _below(roots: Iterable[Page]) -> Q:
    wanted = Q(pk__in=())
    for root in roots:
        wanted |= Q(path__startswith=root.path)
    return wanted


def _common_root(roots: list[Page]) -> Page | None:
    if not roots:
        return None
    path = common_path([root.path for root in roots])
    known = {root.path: root for root in roots}
    # Its own class knows its site; Wagtail's would look through all sites.
    return know_whether_above_all_sites((known.get(path) or Page.objects.get(path=path)).specific)
