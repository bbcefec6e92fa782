"""Rights on pages: a commune's on its tree, a province's on all below it."""

from dataclasses import dataclass

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal_network.tenancy.policies.memberships import (
    PAGE_ACTIONS,
    GrantedPermission,
    memberships_of,
    place_of,
)


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
