"""Roles, invitations and operators' staff sessions."""

from django.db.models.signals import post_delete, post_save

from portal_network.audit.places import NOWHERE, place_of_instance, place_of_keys
from portal_network.audit.services import record
from portal_network.people.events import invitation_withdrawn, staff_session_closed
from portal_network.people.models import Invitation, StaffSession, StaffSessionEntry
from portal_network.tenancy.models import Membership


def connect() -> None:
    """Listen; called once when the room is ready."""
    post_save.connect(_role_given, sender=Membership, dispatch_uid="audit.role_given")
    post_delete.connect(_role_ended, sender=Membership, dispatch_uid="audit.role_ended")
    post_save.connect(_invited, sender=Invitation, dispatch_uid="audit.invited")
    invitation_withdrawn.connect(_withdrawn, dispatch_uid="audit.withdrawn")
    post_save.connect(_session_opened, sender=StaffSession, dispatch_uid="audit.session_opened")
    staff_session_closed.connect(_session_closed, dispatch_uid="audit.session_closed")
    post_save.connect(_step, sender=StaffSessionEntry, dispatch_uid="audit.step")


def _role_given(instance: Membership, created: bool, raw: bool, **kwargs: object) -> None:
    if not raw:
        _record_role("rights.given" if created else "rights.changed", instance)


def _role_ended(instance: Membership, **kwargs: object) -> None:
    _record_role("rights.ended", instance)


def _record_role(action: str, row: Membership) -> None:
    record(
        action,
        instance=row.user,
        title=row.user.get_full_name() or row.user.get_username(),
        place=place_of_instance(row),
        details={"role": row.role, "membership": row.pk},
    )


def _invited(instance: Invitation, created: bool, raw: bool, **kwargs: object) -> None:
    if created and not raw:
        _record_invitation("people.invited", instance)


def _withdrawn(sender, invitation: Invitation, **kwargs: object) -> None:
    _record_invitation("people.invitation_withdrawn", invitation)


def _record_invitation(action: str, invitation: Invitation) -> None:
    record(
        action,
        instance=invitation,
        title=invitation.get_full_name(),
        details={"roles": invitation.roles},
    )


def _session_opened(instance: StaffSession, created: bool, raw: bool, **kwargs: object) -> None:
    if created and not raw:
        record(
            "staff.opened",
            instance=instance,
            title=instance.operator_name,
            place=NOWHERE,
            actor=instance.user,
            details={
                "reason": instance.reason,
                "ticket": instance.ticket,
                "until": instance.expires_at,
            },
        )


def _session_closed(sender, session: StaffSession, **kwargs: object) -> None:
    record("staff.closed", instance=session, title=session.operator_name, place=NOWHERE)


def _step(instance: StaffSessionEntry, created: bool, raw: bool, **kwargs: object) -> None:
    if created and not raw:
        record(
            "staff.step",
            instance=instance.session,
            title=instance.session.operator_name,
            place=place_of_keys(instance.province_id, instance.commune_id),
            details={"method": instance.method, "path": instance.path},
        )
