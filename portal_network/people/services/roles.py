"""Giving and ending roles: one transaction each, one administrator always left."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from portal_network.accounts.models import User
from portal_network.people.errors import LastAdministrator, OwnRoles, RoleAboveReach
from portal_network.people.mandates import (
    Mandate,
    administrator_role,
    mandate_of,
    mandate_over,
    roles_at,
)
from portal_network.people.models import Invitation
from portal_network.people.models.places import place_keys
from portal_network.tenancy.models import Authority, Membership, Role
from portal_network.tenancy.policies.memberships import place_of


def lock_place(place: Authority) -> Authority:
    """Make everybody else who changes the roles of this place wait for the transaction's end."""
    return type(place).objects.select_for_update().get(pk=place.pk)


@transaction.atomic
def give_role(actor: User, user: User, role: str, place: Authority) -> Membership:
    """Give a role to somebody who works within the actor's mandate already; twice is once.

    Raises:
        OwnRoles: the actor is the person.
        RoleAboveReach: role, place or person are not the actor's to decide about.
    """
    mandate = mandate_of(actor)
    if user.pk == actor.pk:
        raise OwnRoles
    check_reach(mandate, [role], place)
    if not mandate.people().filter(pk=user.pk).exists():
        raise RoleAboveReach
    lock_place(place)
    membership, is_new = Membership.everywhere.get_or_create(
        user=user, role=role, **place_keys(place)
    )
    if is_new:
        _log(actor, user, "people.role_given", role, place)
    return membership


def check_reach(mandate: Mandate, roles: Iterable[str], place: Authority) -> None:
    """Refuse roles that do not exist at the place, and places beyond the mandate.

    Raises:
        RoleAboveReach: at least one is not this person's to give.
    """
    wanted = set(roles)
    if not wanted or not wanted <= set(roles_at(place)) or mandate.place(place.pk) is None:
        raise RoleAboveReach


@transaction.atomic
def end_memberships(actor: User, memberships: Iterable[Membership]) -> None:
    """End roles; an account without any role left is closed, its name stays in the history.

    Rows that somebody else has ended meanwhile count as done.

    Raises:
        OwnRoles: one of them is the actor's.
        RoleAboveReach: one of them is not the actor's to decide about.
        LastAdministrator: a place would lose its last active administrator.
    """
    mandate = mandate_of(actor)
    keys = [membership.pk for membership in memberships]
    rows = list(
        mandate.memberships().filter(pk__in=keys).select_related("commune", "province", "user")
    )
    if len(rows) < Membership.everywhere.filter(pk__in=keys).count():
        raise RoleAboveReach
    # Always in the same order, so that two administrators wait for each other and never both.
    for place in sorted({place_of(row) for row in rows}, key=lambda place: place.pk):
        lock_place(place)
    for row in sorted(rows, key=lambda row: (row.user_id, row.pk)):
        _end(actor, row)


def _end(actor: User, membership: Membership) -> None:
    place = place_of(membership)
    if membership.user_id == actor.pk:
        raise OwnRoles
    user = User.objects.select_for_update().get(pk=membership.user_id)
    is_administrator = membership.role == administrator_role(place)
    if is_administrator and not _other_administrators(place, user).exists():
        raise LastAdministrator(place)
    deleted, _rows = Membership.everywhere.filter(pk=membership.pk).delete()
    if not deleted:
        return
    if is_administrator:
        _withdraw_invitations_by(user, place)
    _close_without_roles(user)
    _log(actor, user, "people.role_ended", membership.role, place)


def _other_administrators(place: Authority, user: User):
    return Membership.everywhere.filter(
        role=administrator_role(place), user__is_active=True, **place_keys(place)
    ).exclude(user=user)


def _withdraw_invitations_by(user: User, place: Authority) -> None:
    """Let nobody come in through the door of an administrator who has left."""
    offered = Invitation.everywhere.unused().filter(mandate_over(place).at(), invited_by=user)
    offered.update(withdrawn_at=timezone.now())


def _close_without_roles(user: User) -> None:
    if not user.is_operator and not Membership.everywhere.filter(user=user).exists():
        user.is_active = False
        user.save(update_fields=["is_active"])


def _log(actor: User, user: User, action: str, role: str, place: Authority) -> None:
    data = {"role": role, "role_label": str(Role(role).label), "place": place.pk}
    log(instance=user, action=action, user=actor, data=data)
