"""Adds to Wagtail's screens what concerns signing in."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from portal_network.accounts.panels import SecondFactorPanel, SignInHistoryPanel


@hooks.register("register_account_settings_panel")
def register_second_factor_panel(request: HttpRequest, user, profile) -> SecondFactorPanel:
    """Add the way to the own second factors."""
    return SecondFactorPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def register_history_panel(request: HttpRequest, user, profile) -> SignInHistoryPanel:
    """Add the own history of sign-ins."""
    return SignInHistoryPanel(request, user, profile)


@hooks.register("insert_global_admin_css")
def lock_styles() -> str:
    """Add the styles of the lock over an open page."""
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/css/accounts.css"))


@hooks.register("insert_global_admin_js")
def lock_script() -> str:
    """Add the script that locks an open page in place, with its words."""
    return format_html(
        '<script src="{}" data-state-url="{}" data-lock-url="{}" data-title="{}" data-text="{}" '
        'data-label="{}" data-button="{}" data-failed="{}"></script>',
        static("accounts/js/session-lock.js"),
        reverse("accounts_session"),
        reverse("accounts_lock"),
        _("Session locked"),
        _("Nobody has worked here for a while. What you have typed is still here."),
        _("Password"),
        _("Unlock"),
        _("That did not work. Please check your connection and try again."),
    )


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what others do to an account."""
    for action, label, message in (
        ("unlocked", gettext_lazy("Unlock account"), gettext_lazy("Account unlocked")),
        ("closed", gettext_lazy("Close account"), gettext_lazy("Account closed")),
        ("reactivated", gettext_lazy("Open account again"), gettext_lazy("Account opened again")),
    ):
        actions.register_action(f"accounts.{action}", label, message)
