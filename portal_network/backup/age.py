"""How old the last backup is, as the audit log tells it to processes that do not see the folder."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from portal_network.audit.models import NETWORK, AuditEntry

TAKEN = "backup.taken"
COMMUNE_TAKEN = "backup.commune_taken"
# A night, and the morning in which somebody may notice that it failed.
OLDEST = timedelta(hours=36)


def is_expected() -> bool:
    """Tell whether this installation takes backups."""
    return bool(settings.BACKUP_FOLDER and settings.BACKUP_RECIPIENT)


def age_of_last_backup() -> timedelta | None:
    """Return how long ago the last backup of the whole installation was taken; None: never.

    One query, by an index.
    """
    taken = AuditEntry.everywhere.filter(chain=NETWORK, action=TAKEN).order_by("-sequence")
    last = taken.values_list("at", flat=True).first()
    return timezone.now() - last if last else None
