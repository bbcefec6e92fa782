"""Screens for one's own second factors; what django-allauth leaves open is closed here."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from portal_network.accounts.policy import account_policy
from portal_network.accounts.second_factor import has_second_factor


class FactorsView(IndexView):
    """Lists the own factors, and what may be done with them."""

    template_name = "accounts/factors.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add whether a factor is obligatory, and how many recovery codes are left."""
        context = super().get_context_data(**kwargs)
        user = self.request.user
        codes = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        return context | {
            "app": context["authenticators"].get(Authenticator.Type.TOTP),
            "passkeys": context["authenticators"].get(Authenticator.Type.WEBAUTHN, []),
            "unused_codes": len(codes.get_unused_codes()) if codes else 0,
            "is_required": account_policy().requires_second_factor(user),
            "has_factor": has_second_factor(user),
        }


class AddAppView(ActivateTOTPView):
    """Shows the secret as a QR code, drawn here, and takes the first code."""

    template_name = "accounts/add_app.html"

    def get_context_data(self, **kwargs) -> dict:
        """Add the secret in groups of four, for who cannot scan."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return context | {"secret_in_groups": " ".join(groups)}


class RemoveAppView(DeactivateTOTPView):
    """Removes the app, unless the person must keep it."""

    template_name = "accounts/remove_factor.html"


class AddPasskeyView(AddWebAuthnView):
    """Adds a passkey that signs in alone: kept by the device, opened by finger, face or PIN."""

    template_name = "accounts/add_passkey.html"

    def get_context_data(self, **kwargs) -> dict:
        """Ask the browser for a passkey of that kind."""
        context = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        return context | {"js_data": {"creation_options": options}}


class RemovePasskeyView(RemoveWebAuthnView):
    """Removes a passkey, unless it is the last factor of somebody who must have one."""

    template_name = "accounts/remove_factor.html"
    success_url = reverse_lazy("mfa_index")

    @transaction.atomic
    def form_valid(self, form) -> HttpResponse:
        """Remove it, or say why it stays."""
        # Two windows that remove two passkeys at the same time wait for each other.
        get_user_model().objects.select_for_update().get(pk=self.request.user.pk)
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)
