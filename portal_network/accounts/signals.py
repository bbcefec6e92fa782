"""What follows from a sign-in or a change of factors, whichever way it came about."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from portal_network.accounts import history, session_lock
from portal_network.accounts.records import SignInRecord
from portal_network.accounts.second_factor import forget_factors
from portal_network.accounts.throttle import unlock
from portal_network.accounts.totp import forbid_codes_until_now


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user, **kwargs: object) -> None:
    """Begin the session's clock, forget the failures before, write the history."""
    session_lock.note_activity(request, at_once=True)
    unlock(user)
    history.record(request, user, SignInRecord.Result.SIGNED_IN)


@receiver(authenticator_added)
def take_the_first_code(user, authenticator: Authenticator, **kwargs: object) -> None:
    """The code that proved a new app does not sign in as well."""
    forget_factors(user)
    if authenticator.type == Authenticator.Type.TOTP:
        forbid_codes_until_now(authenticator)


@receiver(authenticator_removed)
def forget_removed_factor(user, **kwargs: object) -> None:
    """Answer anew whether the account has a second factor."""
    forget_factors(user)
