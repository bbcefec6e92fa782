"""What the portal does otherwise than django-allauth: our checks, our words, our encryption."""

import time
from datetime import timedelta

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal_network.accounts import encryption
from portal_network.accounts.credentials import check_password, check_sign_in
from portal_network.accounts.history import address_of, browser_of
from portal_network.accounts.mail import send_to
from portal_network.accounts.policy import account_policy
from portal_network.accounts.second_factor import is_last_factor
from portal_network.accounts.throttle import TooManyFailures

WRONG_NAME_OR_PASSWORD = _("The name or the password is not right. Please try again.")


def _locked_message() -> str:
    minutes = settings.SIGN_IN_LOCK // timedelta(minutes=1)
    return gettext(
        "Too many wrong entries: signing in is locked for %(minutes)d minutes. Please try again "
        "later, or ask the administrator of your authority to unlock it."
    ) % {"minutes": minutes}


# What the owner of an account is told of, by the library's name of its message.
CHANGES = {
    "mfa/email/totp_activated": _("An authenticator app was set up."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
}
LOCKED = lazy(_locked_message, str)()


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a name or an e-mail address and a password; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": WRONG_NAME_OR_PASSWORD,
        "email_password_mismatch": WRONG_NAME_OR_PASSWORD,
        "username_password_mismatch": WRONG_NAME_OR_PASSWORD,
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": LOCKED,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that accounts are made by invitation alone."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: str):
        """Return the account that name and password open, or None.

        Raises a ``ValidationError`` while the account or the address is locked.
        """
        name = credentials.get("email") or credentials.get("username", "")
        try:
            return check_sign_in(request, name, credentials["password"])
        except TooManyFailures as refusal:
            raise self.validation_error("too_many_login_attempts") from refusal

    def reauthenticate(self, user, password: str) -> bool:
        """Tell whether somebody who is signed in knows the password.

        Raises a ``ValidationError`` while the account or the address is locked.
        """
        try:
            return check_password(context.request, user, password)
        except TooManyFailures as refusal:
            raise self.validation_error("too_many_login_attempts") from refusal

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Ask again for password or factor unless that was done a few minutes ago."""
        records = get_authentication_records(self.request, self.request.user)
        return (
            not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT
        )

    def respond_user_inactive(self, request: HttpRequest, user) -> HttpResponse:
        """Refuse a closed account with the words for a wrong password."""
        messages.error(request, WRONG_NAME_OR_PASSWORD)
        return redirect("account_login")

    def get_login_stages(self) -> list[str]:
        """Return the one stage between password and session: the second factor."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def send_notification_mail(
        self, template_prefix: str, user, context: dict | None = None, email: str | None = None
    ) -> None:
        """Tell the owner what has changed about the account, when and from where."""
        details = {
            "change": CHANGES[template_prefix],
            "at": timezone.localtime(),
            "address": address_of(self.request),
            "browser": browser_of(self.request),
        }
        send_to(user, "accounts/email/factor_changed", details)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts secrets, binds passkeys to a province, and keeps the factors that are obligatory."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role requires a second factor. Add another one before you remove this one."
        ),
        "incorrect_code": _("The code is not right, has expired or was used before."),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as the database stores it."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret again."""
        return encryption.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to remove the last factor of somebody who must have one."""
        user = authenticator.user
        return not (account_policy().requires_second_factor(user) and is_last_factor(authenticator))

    def get_totp_label(self, user) -> str:
        """Return the name under which an app lists the account."""
        return user.get_username()

    def generate_authenticator_name(self, user, type: str) -> str:
        """Return the name that a new passkey is offered."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return to which domain a passkey is bound, and its name for people."""
        return {
            "id": account_policy().passkey_domain(context.request),
            "name": self._get_site_name(),
        }

    def _get_site_name(self) -> str:
        return account_policy().name_of_site(context.request)
