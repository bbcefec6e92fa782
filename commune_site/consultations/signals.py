"""Forgets comments with the case that holds who sent them; forgets what is owed no longer."""

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.signals import page_published

from commune_site.consultations.kinds import OPINION
from commune_site.consultations.models import ConsultationPage, Opinion
from commune_site.consultations.reminders import settled
from commune_site.engagement.models import Case


def _forget(sender, instance: Case, **kwargs) -> None:
    """Delete what is not public with the sender's data; what is public names nobody."""
    if instance.kind != OPINION.slug or instance.erased_at is None:
        return
    opinions = Opinion.everywhere.filter(case=instance)
    opinions.filter(published_on__isnull=True).delete()
    opinions.update(case=None)


def _published(sender, instance: ConsultationPage, **kwargs) -> None:
    if instance.outcome_on is not None:
        transaction.on_commit(lambda: settled(instance), robust=True)


def connect() -> None:
    """Listen to the erasure of cases, and to outcomes that become public."""
    page_published.connect(
        _published, sender=ConsultationPage, dispatch_uid="consultations-outcome"
    )
    post_save.connect(_forget, sender=Case, dispatch_uid="consultations-erased-case")
