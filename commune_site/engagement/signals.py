"""What the room listens to."""

from wagtail.signals import page_published

from commune_site.engagement.models import AnswerPage
from commune_site.engagement.services.publication import published


def connect() -> None:
    """Listen; called once when the room is ready."""
    page_published.connect(_published, sender=AnswerPage, dispatch_uid="engagement.published")


def _published(sender, instance: AnswerPage, **kwargs: object) -> None:
    published(instance)
