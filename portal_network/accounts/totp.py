"""Codes of authenticator apps (RFC 6238), each taken once."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import transaction

from portal_network.accounts.encryption import decrypt

_LAST_TAKEN = "last_counter"


def add_app(user, secret: str = "") -> str:
    """Give an account an authenticator app; return its secret (base32), drawn when not given."""
    secret = secret or generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def has_app(user, secret: str) -> bool:
    """Tell whether the account's authenticator app has this secret (base32)."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return factor is not None and decrypt(factor.data["secret"]) == secret


def code_now(secret: str) -> str:
    """Return the code that an app with this secret (base32) shows at this moment."""
    return format_hotp_value(hotp_value(secret, _counter_now()))


@transaction.atomic
def take_code(factor: Authenticator, code: str) -> bool:
    """Accept a code of the present, the last or the next half minute, if it is newer than the last
    one taken (RFC 6238, section 5.2: never twice).
    """
    stored = Authenticator.objects.select_for_update().get(pk=factor.pk)
    secret, last = decrypt(stored.data["secret"]), stored.data.get(_LAST_TAKEN, -1)
    for counter in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, counter))
        if counter > last and compare_user_code(actual=code, expected=expected):
            stored.data[_LAST_TAKEN] = counter
            stored.save(update_fields=["data"])
            return True
    return False


def forbid_codes_until_now(factor: Authenticator) -> None:
    """Count the codes up to this moment as taken: one of them has just been typed."""
    factor.data[_LAST_TAKEN] = _counter_now()
    factor.save(update_fields=["data"])


def _counter_now() -> int:
    counters = list(yield_hotp_counters_from_time())
    return counters[len(counters) // 2]
