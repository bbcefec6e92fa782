"""What the own account page of the administration says about signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, SettingsTab

from portal_network.accounts.history import recent
from portal_network.accounts.second_factor import has_second_factor

security_tab = SettingsTab("security", _("Signing in"), order=150)


class _ReadOnlyPanel(BaseSettingsPanel):
    """A panel that shows something and takes nothing."""

    tab = security_tab

    def get_form(self) -> forms.Form:
        """Return the empty form that the page asks of every panel."""
        return forms.Form()


class SecondFactorPanel(_ReadOnlyPanel):
    """Leads to the own second factors."""

    name = "second_factor"
    title = _("Second factors")
    order = 100
    template_name = "accounts/second_factor_panel.html"

    def get_context_data(self) -> dict:
        """Return whether there is one."""
        return super().get_context_data() | {"has_factor": has_second_factor(self.user)}


class SignInHistoryPanel(_ReadOnlyPanel):
    """Shows the latest attempts to sign in to the own account."""

    name = "sign_in_history"
    title = _("Latest sign-ins")
    order = 200
    template_name = "accounts/sign_in_history_panel.html"

    def get_context_data(self) -> dict:
        """Return the attempts, newest first."""
        return super().get_context_data() | {"records": recent(self.user)}
