"""Keeps the directory of tenants true when a row that it is made of changes."""

from django.db.models.signals import post_delete, post_save

from portal_network.tenancy.directory import mark_directory_changed
from portal_network.tenancy.models import Commune, HostName, NetworkSettings, Province


def _directory_changed(**kwargs) -> None:
    if not kwargs.get("raw"):
        mark_directory_changed()


def connect() -> None:
    """Listen to every model that the directory is made of."""
    for model in (Commune, HostName, NetworkSettings, Province):
        for signal in (post_save, post_delete):
            signal.connect(
                _directory_changed, sender=model, dispatch_uid=f"{model.__name__}-directory"
            )
