"""Backups: where they lie, to whose key they are encrypted, how long they are kept."""

from datetime import timedelta

from portal_network.settings.environment import env

# Both, and workers take a backup every night.
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default="")
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
BACKUP_RETENTION = timedelta(days=env.int("BACKUP_KEEP_DAYS", default=30))
