"""Signing in and out, passwords and second factors."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save

from portal_network.accounts.models import PasswordRecord, SignInRecord
from portal_network.audit.context import current_request
from portal_network.audit.places import place_of_person
from portal_network.audit.services import record


def connect() -> None:
    """Listen; called once when the room is ready."""
    post_save.connect(_attempt, sender=SignInRecord, dispatch_uid="audit.attempt")
    post_save.connect(_password, sender=PasswordRecord, dispatch_uid="audit.password")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    for signal, action in (
        (authenticator_added, "accounts.factor_added"),
        (authenticator_removed, "accounts.factor_removed"),
        (authenticator_reset, "accounts.factor_changed"),
    ):
        signal.connect(_factor_handler(action), weak=False, dispatch_uid=f"audit.{action}")


def _attempt(instance: SignInRecord, created: bool, raw: bool, **kwargs: object) -> None:
    if created and not raw:
        signed_in = instance.result == SignInRecord.Result.SIGNED_IN
        # Who failed is unknown: the account is what it happened to.
        _record(f"accounts.{instance.result}", instance.user, by_owner=signed_in)


def _password(instance: PasswordRecord, created: bool, raw: bool, **kwargs: object) -> None:
    if created and not raw:
        _record("accounts.password_set", instance.user, by_owner=False)


def _signed_out(sender, request, user, **kwargs: object) -> None:
    if user is not None:
        _record("accounts.signed_out", user, by_owner=True)


def _factor_handler(action: str):
    def handle(sender, user, authenticator: Authenticator, **kwargs: object) -> None:
        _record(action, user, by_owner=False, factor=authenticator.type)

    return handle


def _record(action: str, user, *, by_owner: bool, **details: object) -> None:
    record(
        action,
        instance=user,
        title=user.get_full_name() or user.get_username(),
        place=place_of_person(user, current_request()),
        actor=user if by_owner else None,
        details=details,
    )
