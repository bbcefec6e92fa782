"""Application configuration of the room of backups."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Backups: no table, no screen; commands alone."""

    name = "portal_network.backup"
    label = "backup"
