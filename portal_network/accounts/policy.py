"""What signing in must know of a person's duties; the room that knows roles answers."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


class AccountPolicy:
    """The answers of an installation without roles; ``settings.ACCOUNT_POLICY`` names another."""

    def requires_second_factor(self, user) -> bool:
        """Tell whether a person must have a second factor (R89)."""
        return user.is_operator

    def is_administrator(self, user) -> bool:
        """Tell whether a person's session is locked after the shorter time (R89)."""
        return user.is_operator

    def passkey_domain(self, request: HttpRequest) -> str:
        """Return the domain to which a new passkey is bound (WebAuthn: relying party id)."""
        return request.get_host().partition(":")[0]

    def name_of_site(self, request: HttpRequest) -> str:
        """Return the name that authenticator apps show beside an account."""
        return request.get_host().partition(":")[0]


@cache
def _policy(path: str) -> AccountPolicy:
    return import_string(path)()


def account_policy() -> AccountPolicy:
    """Return the policy of this installation."""
    return _policy(settings.ACCOUNT_POLICY)
