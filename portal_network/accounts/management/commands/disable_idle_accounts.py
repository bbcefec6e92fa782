"""``disable_idle_accounts``: closes accounts that nobody uses, after a warning (R89)."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal_network.accounts.idle_accounts import disable_idle_accounts


class Command(BaseCommand):
    """Warns owners and closes accounts as ``ACCOUNT_IDLE_DAYS`` says; run it daily."""

    help = "Warn the owners of idle accounts, and close those that are due."

    def handle(self, *args, **options) -> None:
        """Do it, and name the accounts."""
        report = disable_idle_accounts()
        for text, users in (
            (_("Warned: %(names)s"), report.warned),
            (_("Closed: %(names)s"), report.disabled),
            (_("Left open as the last operator: %(names)s"), report.spared),
        ):
            names = ", ".join(user.get_username() for user in users) or "–"
            self.stdout.write(text % {"names": names})
