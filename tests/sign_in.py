"""Signing in as a person does: name and password, then a code where the account has an app."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client

from portal_network.accounts.encryption import decrypt
from portal_network.accounts.models import User
from tests.factories import PASSWORD

SIGN_IN = "/quan-tri/dang-nhap/"
SECOND_STEP = "/quan-tri/dang-nhap/ma-xac-thuc/"
NEW_PASSWORD = "/quan-tri/quen-mat-khau/"
LOCK_SCREEN = "/quan-tri/man-hinh-khoa/"
SESSION = "/quan-tri/phien-lam-viec/"
FACTORS = "/quan-tri/bao-mat/"
ADMIN = "/quan-tri/"


def sign_in(client: Client, user: User, password: str = PASSWORD, **fields: str) -> HttpResponse:
    """Go through all steps; return the answer to the last one."""
    answer = give_password(client, user.username, password, **fields)
    if answer.status_code == 302 and answer["Location"] == SECOND_STEP:
        return client.post(SECOND_STEP, {"code": fresh_code(user)})
    return answer


def give_password(client: Client, login: str, password: str, **fields: str) -> HttpResponse:
    """Send name and password alone."""
    return client.post(SIGN_IN, {"login": login, "password": password, **fields})


def fresh_code(user: User) -> str:
    """Return a code of the account's app that was not taken yet."""
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    _before, now, _after = yield_hotp_counters_from_time()
    counter = max(now, factor.data.get("last_counter", 0) + 1)
    return format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counter))


def is_signed_in(client: Client) -> bool:
    """Tell whether the administration opens."""
    return client.get(ADMIN).status_code == 200
