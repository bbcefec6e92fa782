"""Who may do what: Wagtail's permission policies, read from membership rows.

A person's rights follow from a handful of memberships, so the cost of a question does not grow
with the number of communes. No group is needed per commune.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.utils.functional import cached_property
from wagtail.models import AbstractPage, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from portal_network.tenancy.models import Membership, Role

PAGE_ACTIONS_OF_ROLE: dict[str, frozenset[str]] = {
    Role.EDITOR: frozenset({"add", "change"}),
    Role.APPROVER: frozenset({"add", "change", "publish", "lock", "unlock"}),
    Role.SITE_ADMINISTRATOR: frozenset({"add", "change", "publish", "lock", "unlock"}),
    Role.RESPONDER: frozenset(),
    Role.PROVINCE_ADMINISTRATOR: frozenset(
        {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
    ),
    Role.PROVINCE_MODERATOR: frozenset({"change", "publish", "lock", "unlock"}),
    Role.PROVINCE_OBSERVER: frozenset(),
}


@dataclass(frozen=True)
class PageGrant:
    """One right on one subtree; has the attributes of ``GroupPagePermission`` that policies read."""

    page: Page
    action: str

    @property
    def page_id(self) -> int:
        """Return the key of the subtree's root."""
        return self.page.pk

    @cached_property
    def permission(self) -> Permission:
        """Return the right as an unsaved permission that carries its codename."""
        return Permission(codename=f"{self.action}_page")


def memberships_of(user) -> list[Membership]:
    """Return the person's memberships with their places; asked once per request."""
    cache_name = "_membership_cache"
    if not hasattr(user, cache_name):
        rows = Membership.objects.filter(user_id=user.pk).select_related(
            "commune__root_page", "province__root_page"
        )
        setattr(user, cache_name, list(rows))
    return getattr(user, cache_name)


class MembershipPagePermissionPolicy(PagePermissionPolicy):
    """Page rights from memberships: a commune's on its tree, a province's on all below it."""

    def get_all_permissions_for_user(self, user) -> list[PageGrant]:
        """Return one grant per right and place of this person."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        return [
            PageGrant(page=place.root_page, action=action)
            for membership in memberships_of(user)
            if (place := membership.commune or membership.province).root_page_id
            for action in sorted(PAGE_ACTIONS_OF_ROLE[membership.role])
        ]


def register_policies() -> None:
    """Register our policies before Wagtail asks for its own."""
    register_permission_policy(AbstractPage, MembershipPagePermissionPolicy(Page))


def works_for(user, tenant) -> bool:
    """Tell whether a person holds a role in this commune, or in the province it belongs to."""
    if not user.is_active or user.is_anonymous:
        return False
    return user.is_superuser or any(
        membership.province_id == tenant.province_code
        or (tenant.is_commune and membership.commune_id == tenant.code)
        for membership in memberships_of(user)
    )
