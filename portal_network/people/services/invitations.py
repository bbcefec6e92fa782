"""Inviting people: a link by mail that works once, for eight hours, for one address."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from portal_network.accounts.idle_accounts import reactivate
from portal_network.accounts.models import User
from portal_network.people.errors import (
    AlreadyWorksHere,
    MailNotSent,
    TooManyInvitations,
)
from portal_network.people.events import invitation_withdrawn
from portal_network.people.mandates import mandate_of
from portal_network.people.models import Invitation
from portal_network.people.models.places import place_keys
from portal_network.people.services.roles import check_reach
from portal_network.tenancy.directory import Tenant, directory
from portal_network.tenancy.models import Authority, Commune, Membership

SENDINGS_PER_HOUR = 20
TOKEN_BYTES = 32


class NotOpen(Exception):
    """The invitation was used, withdrawn or has expired before this transaction came first."""


def invite(
    actor: User,
    place: Authority,
    *,
    email: str,
    last_name: str,
    first_name: str,
    roles: Iterable[str],
) -> Invitation:
    """Send an invitation; an earlier open one of the same address and place is withdrawn.

    Nothing in the answer, nor in the time it takes, tells whether the address has an account.

    Raises:
        RoleAboveReach: roles or place are not the actor's to decide about.
        AlreadyWorksHere: the address belongs to somebody whom the actor sees at this place.
        TooManyInvitations: ``SENDINGS_PER_HOUR`` is reached.
        MailNotSent: the mail server refused; nothing is left open.
    """
    roles = list(dict.fromkeys(roles))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        check_reach(mandate_of(actor), roles, place)
        _check_sendings(actor)
        here = Membership.everywhere.filter(user__email__iexact=email, **place_keys(place))
        if here.exists():
            raise AlreadyWorksHere
        earlier = Invitation.everywhere.unused().filter(email__iexact=email, **place_keys(place))
        earlier.update(withdrawn_at=timezone.now())
        invitation = Invitation.everywhere.create(
            email=email,
            last_name=last_name,
            first_name=first_name,
            roles=roles,
            token_hash=hash_of(token),
            invited_by=actor,
            **place_keys(place),
        )
    _send_or_withdraw(invitation, token)
    return invitation


def resend(actor: User, invitation: Invitation) -> Invitation:
    """Send the invitation anew, with a new link and a new term; the old link dies.

    Raises: as ``invite``.
    """
    return invite(
        actor,
        invitation.place,
        email=invitation.email,
        last_name=invitation.last_name,
        first_name=invitation.first_name,
        roles=invitation.roles,
    )


def withdraw(invitation: Invitation) -> bool:
    """Let the link die; tell whether it was still waiting."""
    waiting = Invitation.everywhere.unused().filter(pk=invitation.pk)
    with transaction.atomic():
        was_waiting = bool(waiting.update(withdrawn_at=timezone.now()))
        if was_waiting:
            invitation_withdrawn.send(Invitation, invitation=invitation)
    return was_waiting


def find_open(token: str, tenant: Tenant) -> Invitation | None:
    """Return the open invitation of this link on this very site, or None for any other link."""
    rows = Invitation.everywhere.open().select_related("commune", "province")
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None or not tenant.owns(
        province_id=invitation.province_id, commune_id=invitation.commune_id
    ):
        return None
    return invitation


def account_of(invitation: Invitation) -> User | None:
    """Return the account of the invited address, if there is one."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Give the offered roles to a person who has proved to be the invited one.

    A new account is stored here, a closed one opens again: both in the same transaction as the
    use of the link, so that of two attempts one wins and the other leaves nothing.

    Raises:
        NotOpen: somebody else was first, or time has run out.
    """
    claimed = Invitation.everywhere.open().filter(pk=invitation.pk).update(used_at=timezone.now())
    if not claimed:
        raise NotOpen
    if user._state.adding:
        user.save()
    elif not user.is_active:
        user.save(update_fields=["password"])
        reactivate(user)
    for role in invitation.roles:
        Membership.everywhere.get_or_create(user=user, role=role, **place_keys(invitation.place))
    log(
        instance=user,
        action="people.invitation_accepted",
        user=user,
        data={"roles": invitation.role_labels(), "place": invitation.place.pk},
    )


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check_sendings(actor: User) -> None:
    # The lock makes a person's requests wait for each other, so that the count is true.
    User.objects.select_for_update().get(pk=actor.pk)
    since = timezone.now() - timedelta(hours=1)
    sent = Invitation.everywhere.filter(invited_by=actor, sent_at__gt=since).count()
    if sent >= SENDINGS_PER_HOUR:
        raise TooManyInvitations(SENDINGS_PER_HOUR)


def _send_or_withdraw(invitation: Invitation, token: str) -> None:
    try:
        _send(invitation, token)
    except (SMTPException, OSError) as error:
        withdraw(invitation)
        raise MailNotSent from error


def _send(invitation: Invitation, token: str) -> None:
    tenant = directory.owner(province_id=invitation.province_id, commune_id=invitation.commune_id)
    context = {
        "invitation": invitation,
        "authority": invitation.place.authority_name,
        "is_commune": isinstance(invitation.place, Commune),
        "link": tenant.root_url + reverse("people_accept", args=[token]),
    }
    subject = render_to_string("people/emails/invitation_subject.txt", context)
    EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string("people/emails/invitation.txt", context),
        to=[invitation.email],
    ).send()
