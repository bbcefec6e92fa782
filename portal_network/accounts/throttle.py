"""Locks accounts, unknown names and addresses after too many failures (R89).

The counts are in the database, so that all processes share them and a restart forgets nothing.
An attempt is counted before anything is checked and taken back when it succeeds: attempts at the
same moment cannot outrun the limit. What is locked costs two small queries and no hashing.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.log_actions import log

from portal_network.accounts.history import address_of
from portal_network.accounts.records import FailureCount

_SALT = "portal_network.accounts.throttle"


class TooManyFailures(Exception):
    """The account, the name or the address is locked for now."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that is counted; ``key`` stands for the account or name."""

    key: str
    address_key: str
    is_last: bool

    def succeeded(self) -> None:
        """Take the attempt back."""
        FailureCount.objects.filter(key__in=[self.key, self.address_key], failures__gt=0).update(
            failures=F("failures") - 1
        )


def begin_attempt(request: HttpRequest, user=None, name: str = "") -> Attempt:
    """Count an attempt on an account, or on a name that belongs to nobody.

    Raises ``TooManyFailures`` when the account, the name or the address of the request is locked.
    """
    key = _key_of_user(user) if user else _key("name", _normal(name))
    address_key = _key("address", truncate_ip(address_of(request) or ""))
    limits = {key: settings.SIGN_IN_FAILURES, address_key: settings.SIGN_IN_ADDRESS_FAILURES}
    _refuse_locked(limits)
    with transaction.atomic():
        counted = {each: _count(each) for each in sorted(limits)}
        if any(counted[each] > limit for each, limit in limits.items()):
            raise TooManyFailures
    return Attempt(key, address_key, is_last=counted[key] == limits[key])


def may_ask_for_link(request: HttpRequest, email: str) -> bool:
    """Tell whether another link to a new password may be sent: few to one address, and few of one
    visitor, within ``settings.SIGN_IN_LOCK``. Nobody's inbox is flooded through the portal.
    """
    visitor = truncate_ip(address_of(request) or "")
    limits = {
        _key("link", _normal(email)): settings.SIGN_IN_FAILURES,
        _key("link-address", visitor): settings.SIGN_IN_ADDRESS_FAILURES,
    }
    try:
        _refuse_locked(limits)
    except TooManyFailures:
        return False
    with transaction.atomic():
        return all(_count(key) <= limit for key, limit in sorted(limits.items()))


def is_locked(user) -> bool:
    """Tell whether an account is locked at this moment."""
    return _live(_key_of_user(user)).filter(failures__gte=settings.SIGN_IN_FAILURES).exists()


def locked_among(users: Iterable) -> set[int]:
    """Return the primary keys of those accounts that are locked at this moment; one query."""
    owners = {_key_of_user(user): user.pk for user in users}
    locked = _live(*owners).filter(failures__gte=settings.SIGN_IN_FAILURES)
    return {owners[key] for key in locked.values_list("key", flat=True)}


def unlock(user) -> None:
    """Forget the failures of an account."""
    FailureCount.objects.filter(key=_key_of_user(user)).delete()


def unlock_and_log(user) -> None:
    """Forget the failures of an account because somebody decided so; who did stands in the log."""
    with transaction.atomic():
        unlock(user)
        log(instance=user, action="accounts.unlocked")


def _refuse_locked(limits: dict[str, int]) -> None:
    for row in _live(*limits):
        if row.failures >= limits[row.key]:
            raise TooManyFailures


def _live(*keys: str):
    return FailureCount.objects.filter(key__in=keys, last_at__gt=_horizon())


def _count(key: str) -> int:
    """Add one to a count, or begin it anew when it is void; return it."""
    rows = FailureCount.objects.filter(key=key)
    more = {
        "failures": Case(When(last_at__lte=_horizon(), then=Value(1)), default=F("failures") + 1),
        "last_at": timezone.now(),
    }
    if not rows.update(**more):
        # Whoever makes rows also clears those that are void: the table follows the last minutes.
        FailureCount.objects.filter(last_at__lte=_horizon()).delete()
        try:
            with transaction.atomic():
                FailureCount.objects.create(key=key, failures=1, last_at=timezone.now())
        except IntegrityError:
            rows.update(**more)
    return rows.values_list("failures", flat=True).get()


def _horizon() -> datetime:
    return timezone.now() - settings.SIGN_IN_LOCK


def _key_of_user(user) -> str:
    return _key("account", str(user.pk))


def _key(*parts: str) -> str:
    return salted_hmac(_SALT, ":".join(parts), algorithm="sha256").hexdigest()


def _normal(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()
