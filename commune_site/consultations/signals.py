"""Forgets comments with the case that holds who sent them."""

from django.db.models.signals import post_save

from commune_site.consultations.kinds import OPINION
from commune_site.consultations.models import Opinion
from commune_site.engagement.models import Case


def _forget(sender, instance: Case, **kwargs) -> None:
    """Delete what is not public with the sender's data; what is public names nobody."""
    if instance.kind != OPINION.slug or instance.erased_at is None:
        return
    opinions = Opinion.everywhere.filter(case=instance)
    opinions.filter(published_on__isnull=True).delete()
    opinions.update(case=None)


def connect() -> None:
    """Listen to the erasure of cases."""
    post_save.connect(_forget, sender=Case, dispatch_uid="consultations-erased-case")
