"""What a changed record makes out of date."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from commune_site.navigation import forget_site_tree
from commune_site.organisation.content import forget_content
from commune_site.organisation.models import RECORDS, PlaceRecord


def connect() -> None:
    """Listen; called once when the room is ready."""
    for model in RECORDS:
        for signal in (post_save, post_delete):
            signal.connect(_forget, sender=model, dispatch_uid=f"organisation.{model.__name__}")


def _forget(instance: PlaceRecord, **kwargs: object) -> None:
    """Let menus ask anew whether the sections of the place have something to show."""
    if (tenant := instance.tenant) is not None:
        transaction.on_commit(lambda: _forget_now(tenant.key))


def _forget_now(tenant_key: str) -> None:
    forget_content(tenant_key)
    forget_site_tree(tenant_key)
