"""Application configuration of the accounts room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts of the people who work in the administration interface."""

    name = "portal_network.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Connect what follows from a sign-in."""
        from portal_network.accounts import signals  # noqa: F401
