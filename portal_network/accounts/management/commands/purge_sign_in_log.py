"""``purge_sign_in_log``: deletes what the history of sign-ins keeps no longer (R90)."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal_network.accounts.history import purge


class Command(BaseCommand):
    """Deletes sign-ins that are older than ``PORTAL_LOG_RETENTION``; run it daily."""

    help = "Delete sign-ins that are older than the time for which they are kept."

    def handle(self, *args, **options) -> None:
        """Delete them and say how many they were."""
        self.stdout.write(_("Sign-ins deleted: %(count)d") % {"count": purge()})
