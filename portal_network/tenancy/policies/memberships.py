"""A person's memberships, asked once per request, and what each role may do."""

from dataclasses import dataclass

from django.contrib.auth.backends import BaseBackend

from portal_network.tenancy.models import Authority, Membership, Role

PAGE_ACTIONS: dict[str, frozenset[str]] = {
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

MEDIA_ACTIONS: dict[str, frozenset[str]] = {
    Role.EDITOR: frozenset({"add", "choose"}),
    Role.APPROVER: frozenset({"add", "change", "choose", "delete"}),
    Role.SITE_ADMINISTRATOR: frozenset({"add", "change", "choose", "delete"}),
    Role.RESPONDER: frozenset({"add", "choose"}),
    Role.PROVINCE_ADMINISTRATOR: frozenset({"add", "change", "choose", "delete"}),
    Role.PROVINCE_MODERATOR: frozenset({"choose"}),
    Role.PROVINCE_OBSERVER: frozenset(),
}

# Who approves or administers must sign in with a second factor (R89).
ROLES_WITH_SECOND_FACTOR = frozenset(
    {
        Role.APPROVER,
        Role.SITE_ADMINISTRATOR,
        Role.PROVINCE_ADMINISTRATOR,
        Role.PROVINCE_MODERATOR,
    }
)
ADMINISTRATORS = frozenset({Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR})
# Who writes new pages; the page above is asked again when one is written.
WRITERS = frozenset(role for role, actions in PAGE_ACTIONS.items() if "add" in actions)


@dataclass(frozen=True, slots=True)
class GrantedPermission:
    """A right as Wagtail's policies read it: an object that has a codename."""

    codename: str


def memberships_of(user) -> list[Membership]:
    """Return the person's memberships with their places; one query per request."""
    cache_name = "_membership_cache"
    if not hasattr(user, cache_name):
        rows = Membership.everywhere.filter(user_id=user.pk).select_related(
            "commune__root_page",
            "commune__collection",
            "province__root_page",
            "province__collection",
        )
        setattr(user, cache_name, list(rows))
    return getattr(user, cache_name)


def place_of(membership: Membership) -> Authority:
    """Return the commune or the province in which a role is held."""
    return membership.commune or membership.province


def roles_for(user, tenant) -> frozenset[str]:
    """Return the roles that a person holds for a site: in this commune, or in its province.

    An account with the power of an operator holds those of an administrator.
    """
    if not user.is_active or user.is_anonymous:
        return frozenset()
    if user.is_superuser:
        return ADMINISTRATORS
    return frozenset(
        membership.role
        for membership in memberships_of(user)
        if membership.province_id == tenant.province_code
        or (tenant.is_commune and membership.commune_id == tenant.code)
    )


def works_for(user, tenant, roles: frozenset[str] | None = None) -> bool:
    """Tell whether a person holds a role, or one of these, for a site; see :func:`roles_for`."""
    held = roles_for(user, tenant)
    return bool(held if roles is None else held & roles)


def requires_second_factor(user) -> bool:
    """Tell whether a person must sign in with a second factor: operators and some roles (R89)."""
    return _is_operator_or_holds(user, ROLES_WITH_SECOND_FACTOR)


def is_administrator(user) -> bool:
    """Tell whether a person administers a commune, a province or the installation."""
    return _is_operator_or_holds(user, ADMINISTRATORS)


def _is_operator_or_holds(user, roles: frozenset[str]) -> bool:
    if user.is_anonymous:
        return False
    return user.is_operator or any(row.role in roles for row in memberships_of(user))


class MembershipBackend(BaseBackend):
    """Opens the administration interface to whoever holds a role; no group is needed."""

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        """Return the right to enter, for active accounts with a membership."""
        if obj is None and user_obj.is_active and memberships_of(user_obj):
            return {"wagtailadmin.access_admin"}
        return set()
