"""Signing in and out, and a new password for who has forgotten it."""

from allauth.account.internal.flows.logout import logout
from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal_network.accounts.forms import NewPasswordLinkForm
from portal_network.accounts.mail import in_background
from portal_network.accounts.throttle import may_ask_for_link


class SignInView(LoginView):
    """Asks for name and password; the second factor follows where the account has one."""

    template_name = "accounts/sign_in.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Tell somebody who is signed in but may not enter why, instead of sending them around."""
        if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
            return render(request, "accounts/no_role.html", status=403)
        return super().dispatch(request, *args, **kwargs)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or a sign-in that waits for its second factor."""
    logout(request, show_message=False)
    request.session.flush()
    messages.success(request, _("You have signed out."))
    return redirect("account_login")


class NewPasswordView(auth_views.PasswordResetView):
    """Sends a link to a new password; the same answer at the same speed whoever asks."""

    form_class = NewPasswordLinkForm
    template_name = "accounts/new_password.html"
    email_template_name = "accounts/email/new_password_message.txt"
    subject_template_name = "accounts/email/new_password_subject.txt"
    success_url = reverse_lazy("accounts_new_password_sent")

    def form_valid(self, form: NewPasswordLinkForm) -> HttpResponse:
        """Look for the account, and write to its owner, only after the answer."""
        if may_ask_for_link(self.request, form.cleaned_data["email"]):
            in_background(self._send, form)
        return redirect(self.get_success_url())

    def _send(self, form: NewPasswordLinkForm) -> None:
        form.save(
            domain_override=self.request.get_host(),
            use_https=self.request.is_secure(),
            request=self.request,
            subject_template_name=self.subject_template_name,
            email_template_name=self.email_template_name,
        )


class NewPasswordSentView(auth_views.PasswordResetDoneView):
    """Says that a message is on its way, if there is an account."""

    template_name = "accounts/new_password_sent.html"


class ChooseNewPasswordView(auth_views.PasswordResetConfirmView):
    """Takes the new password. It ends all sessions, and neither signs in nor lifts a lock."""

    template_name = "accounts/choose_new_password.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form) -> HttpResponse:
        """Store the password and lead to the sign-in."""
        response = super().form_valid(form)
        messages.success(self.request, _("Your new password is set. You can sign in with it."))
        return response
