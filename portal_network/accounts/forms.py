"""Forms of signing in; all checks of secrets go through ``credentials``."""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.forms import PasswordResetForm
from django.utils.translation import gettext_lazy as _

from portal_network.accounts.adapters import LOCKED
from portal_network.accounts.credentials import check_code, check_password
from portal_network.accounts.throttle import TooManyFailures

CODE_ATTRIBUTES = {
    "autocomplete": "one-time-code",
    "autocapitalize": "none",
    "spellcheck": "false",
    "inputmode": "numeric",
}
LARGEST_NUMBER = 2**16

# What the libraries raise when they are given anything but a browser's answer.
_NONSENSE = (
    ArithmeticError,
    AttributeError,
    InvalidSignature,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
)


@contextmanager
def _refusing_nonsense() -> Iterator[None]:
    """Turn the faults of malformed passkeys into the message for a wrong code."""
    try:
        yield
    except _NONSENSE as fault:
        raise get_adapter().validation_error("incorrect_code") from fault


def password_field() -> forms.CharField:
    """Return a field for the present password."""
    return forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignInForm(LoginForm):
    """Name or e-mail address, and password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("User name or e-mail address"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
            ),
        )
        self.fields["password"] = password_field()


class _CodeMixin(forms.Form):
    """Takes a code of an app, or a recovery code, through our counted check."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Authentication code"),
            help_text=_("Six digits from your app, or one of your recovery codes."),
            max_length=20,
            widget=forms.TextInput(attrs=CODE_ATTRIBUTES | {"autofocus": True}),
        )

    def clean_code(self) -> str:
        """Check the code; keep the factor that accepted it in ``authenticator``."""
        code = self.cleaned_data["code"]
        try:
            self.authenticator = check_code(context.request, self.user, code)
        except TooManyFailures as refusal:
            raise forms.ValidationError(LOCKED, code="locked") from refusal
        if self.authenticator is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_CodeMixin, AuthenticateForm):
    """The second step of signing in."""


class ConfirmByCodeForm(_CodeMixin, ReauthenticateForm):
    """Confirms with a code that it is still the same person."""


class AddAppForm(ActivateTOTPForm):
    """Proves with a first code that an app has the secret."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.CharField(
            label=_("Code shown by the app"),
            max_length=20,
            widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
        )

    def clean_code(self) -> str:
        """Compare the code with the secret that this session was shown."""
        code = self.cleaned_data["code"]
        if not validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


def _small_number(text: str) -> int:
    """Return a whole number no larger than the identifiers of algorithms (RFC 9053).

    Where bytes belong, the library would take a number as how many of them to allocate.
    """
    number = int(text)
    if abs(number) > LARGEST_NUMBER:
        raise json.JSONDecodeError("a number too large", text, 0)
    return number


class _CredentialDecoder(json.JSONDecoder):
    def __init__(self, **options) -> None:
        super().__init__(**options | {"parse_int": _small_number})


class CredentialField(forms.JSONField):
    """The answer of a browser that was asked for a passkey."""

    widget = forms.HiddenInput

    def __init__(self, **options) -> None:
        super().__init__(**{"decoder": _CredentialDecoder} | options)

    def to_python(self, value: object) -> object:
        """Read the JSON; numbers without end and nests without bottom are invalid as well."""
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as fault:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from fault


class _PasskeyMixin:
    """Refuses what no browser sends; the libraries stumble over it in many ways."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def clean_credential(self):
        """Check the browser's answer."""
        with _refusing_nonsense():
            return super().clean_credential()


class SignInByPasskeyForm(_PasskeyMixin, LoginWebAuthnForm):
    """Signs in with a passkey alone."""


class PasskeyForm(_PasskeyMixin, AuthenticateWebAuthnForm):
    """The second step of signing in, with a passkey."""


class ConfirmByPasskeyForm(_PasskeyMixin, ReauthenticateWebAuthnForm):
    """Confirms with a passkey that it is still the same person."""


class AddPasskeyForm(AddWebAuthnForm):
    """Adds a passkey; each one can sign in alone, so there is nothing to choose."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()
        del self.fields["passwordless"]
        self.fields["name"] = forms.CharField(
            label=_("Name of this passkey"),
            help_text=_("So that you know it again: “Office computer”, “Telephone”."),
            required=False,
            max_length=60,
        )

    def clean(self) -> dict:
        """Insist that the device has asked for a finger, a face or a PIN."""
        self.cleaned_data["passwordless"] = True
        with _refusing_nonsense():
            return super().clean()


class UnlockForm(forms.Form):
    """The password that opens a locked session again."""

    def __init__(self, *args, request, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["password"] = password_field()

    def clean_password(self) -> str:
        """Check the password of the person whose session it is."""
        password = self.cleaned_data["password"]
        try:
            is_right = check_password(self.request, self.request.user, password)
        except TooManyFailures as refusal:
            raise forms.ValidationError(LOCKED, code="locked") from refusal
        if not is_right:
            raise forms.ValidationError(_("The password is not right."), code="wrong")
        return password


class NewPasswordLinkForm(PasswordResetForm):
    """Asks for a link to a new password; the answer is the same whoever asks."""

    email = forms.EmailField(
        label=_("E-mail address of your account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )
