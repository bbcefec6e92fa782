"""``purge_audit_addresses``: takes network addresses out of old entries of the audit log."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from portal_network.audit.services import erase_addresses


class Command(BaseCommand):
    """To be run every night; what was done stays, from where it was done ends."""

    help = "Take the network addresses out of entries older than PORTAL_LOG_RETENTION."

    def handle(self, *args, **options) -> None:
        """Erase, and say how many."""
        count = erase_addresses(timezone.now() - settings.PORTAL_LOG_RETENTION)
        self.stdout.write(
            _("%(count)s addresses were taken out of the audit log.") % {"count": count}
        )
