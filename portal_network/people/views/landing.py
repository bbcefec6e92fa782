"""Where the link of an invitation leads: to look changes nothing, to send accepts."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from portal_network.accounts.models import User
from portal_network.people.forms import NewAccountForm, ReopeningForm
from portal_network.people.models import Invitation
from portal_network.people.services import invitations


@method_decorator((sensitive_post_parameters(), never_cache), name="dispatch")
class AcceptView(View):
    """Accepts an invitation for a new account, a closed one, or the one that is signed in.

    Every link that cannot be accepted gets the same page and 404, whatever the reason. That the
    address has an account is told to whoever holds the link, that is, to its owner.
    """

    def dispatch(self, request: HttpRequest, token: str) -> HttpResponse:
        """Find the invitation of the link."""
        invitation = invitations.find_open(token, request.tenant)
        if invitation is None:
            return _refused(request)
        account = invitations.account_of(invitation)
        if account is not None and account.is_operator and not account.is_active:
            return _refused(request)
        response = super().dispatch(request, invitation, account)
        # The address of this page is a secret. Without any referrer at all, browsers would send
        # "Origin: null", and the protection against forged forms would refuse the answer.
        response["Referrer-Policy"] = "same-origin"
        return response

    def get(
        self, request: HttpRequest, invitation: Invitation, account: User | None
    ) -> HttpResponse:
        """Show what is offered, and what to do to accept it."""
        if account is not None and account.is_active:
            return self._existing(request, invitation, account)
        return self._form(request, invitation, _form_for(invitation, account))

    def post(
        self, request: HttpRequest, invitation: Invitation, account: User | None
    ) -> HttpResponse:
        """Accept the invitation."""
        if account is not None and account.is_active:
            if request.user != account:
                return self._existing(request, invitation, account)
            return self._accept(request, invitation, account)
        form = _form_for(invitation, account, request.POST)
        if not form.is_valid():
            return self._form(request, invitation, form)
        return self._accept(request, invitation, form.save(commit=False))

    def _accept(self, request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
        is_signed_in = request.user == user
        try:
            with transaction.atomic():
                invitations.accept(invitation, user)
        except invitations.NotOpen:
            return _refused(request)
        except IntegrityError:
            # Somebody took the name, or the address got an account, a moment ago: look again.
            return redirect(request.path)
        if is_signed_in:
            done = _("You now work for %(place)s, too.") % {"place": invitation.place}
            messages.success(request, done)
            return redirect("wagtailadmin_home")
        # Whoever sat here before must not go on under the eyes of somebody else.
        logout(request)
        messages.success(request, _("Your account is ready. Please sign in."))
        return redirect(settings.LOGIN_URL)

    def _form(self, request: HttpRequest, invitation: Invitation, form) -> HttpResponse:
        context = {"invitation": invitation, "form": form}
        return render(request, "people/accept.html", context)

    def _existing(
        self, request: HttpRequest, invitation: Invitation, account: User
    ) -> HttpResponse:
        context = {
            "invitation": invitation,
            "account": account,
            "is_right_account": request.user == account,
            "sign_in_url": f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}",
        }
        return render(request, "people/accept_existing.html", context)


def _form_for(invitation: Invitation, account: User | None, data=None):
    if account is not None:
        return ReopeningForm(account, data)
    user = User(email=invitation.email)
    initial = {"last_name": invitation.last_name, "first_name": invitation.first_name}
    return NewAccountForm(data, instance=user, initial=initial)


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_refused.html", status=404)
