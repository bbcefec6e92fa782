"""The one place that checks passwords and codes: counted, locked, written into the history."""

import logging

from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate, get_user_model
from django.http import HttpRequest

from portal_network.accounts import history
from portal_network.accounts.records import SignInRecord
from portal_network.accounts.throttle import begin_attempt
from portal_network.accounts.totp import take_code

logger = logging.getLogger(__name__)


def find_account(login: str):
    """Return the account with this user name, or else with this e-mail address; None for nobody."""
    users = get_user_model().objects
    named = users.filter(username=login).first()
    if named or "@" not in login:
        return named
    # Addresses that differ in capitals alone would be two people: neither is guessed.
    found = list(users.filter(email__iexact=login)[:2])
    return found[0] if len(found) == 1 else None


def check_sign_in(request: HttpRequest, login: str, password: str):
    """Return the account that this name and password open, or None.

    Raises ``throttle.TooManyFailures`` before any hashing while the account, the name or the
    address is locked. For an unknown name the work is the same as for a known one.
    """
    user = find_account(login)
    return user if _check(request, user, login, password) else None


def check_password(request: HttpRequest, user, password: str) -> bool:
    """Tell whether this is the password of somebody who is signed in already.

    Raises ``throttle.TooManyFailures`` as ``check_sign_in`` does.
    """
    return _check(request, user, user.get_username(), password)


def check_code(request: HttpRequest, user, code: str) -> Authenticator | None:
    """Return the factor that accepts this code of an app, or recovery code; None when none does.

    Raises ``throttle.TooManyFailures`` while the account or the address is locked.
    """
    attempt = begin_attempt(request, user)
    factors = Authenticator.objects.filter(user=user, type__in=_WITH_CODES).order_by("-type")
    for factor in factors:
        if _accepts(factor, code):
            attempt.succeeded()
            factor.user = user
            return factor
    _note_failure(request, user, SignInRecord.Result.WRONG_CODE, attempt.is_last)
    return None


_WITH_CODES = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def _accepts(factor: Authenticator, code: str) -> bool:
    if factor.type == Authenticator.Type.TOTP:
        return take_code(factor, code)
    return factor.wrap().validate_code(code)


def _check(request: HttpRequest, user, login: str, password: str) -> bool:
    attempt = begin_attempt(request, user, login)
    username = user.get_username() if user else login
    found = authenticate(request, username=username, password=password)
    if user and found == user:
        attempt.succeeded()
        return True
    if user:
        _note_failure(request, user, SignInRecord.Result.WRONG_PASSWORD, attempt.is_last)
    return False


def _note_failure(request: HttpRequest, user, result: str, is_last: bool) -> None:
    history.record(request, user, result)
    if is_last:
        history.record(request, user, SignInRecord.Result.LOCKED)
        logger.warning("account %s locked after too many failures", user.pk)
