"""``manage.py publish_scheduled``: Wagtail's, each publication whole or not at all.

Wagtail takes a text off the list of those that wait before it makes it public, each by a statement
of its own: a process that is killed in between has forgotten the text for good.
"""

import logging
from collections.abc import Callable, Iterator

from django.apps import apps
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    """Publishes what is due and takes down what has expired, one transaction each."""

    def handle(self, *args: object, **options: object) -> None:
        """Do it, or tell what would be done.

        Raises:
            CommandError: some could not be published or taken down; all others were.
        """
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        failed = [
            *_each(_take_down, list(_expired())),
            *_each(_publish, list(_due().order_by("approved_go_live_at"))),
        ]
        if failed:
            raise CommandError(f"Could not be published or taken down: {', '.join(failed)}")


def _each(change: Callable[[Model], None], rows: list[Model]) -> list[str]:
    """Change each row in a transaction of its own; return those that failed."""
    failed = []
    for row in rows:
        try:
            with transaction.atomic():
                change(row)
        except Exception:
            # One text that cannot be published keeps no other from its time.
            logger.exception("What was due could not be done: %s %s", row._meta.label, row.pk)
            failed.append(f"{row._meta.label} {row.pk}")
    return failed


def _expired() -> Iterator[Model]:
    for model in apps.get_models():
        is_base = model is Page or not issubclass(model, Page)
        if is_base and issubclass(model, DraftStateMixin):
            yield from model.objects.filter(live=True, expire_at__lt=timezone.now())


def _due() -> QuerySet[Revision]:
    return Revision.objects.filter(approved_go_live_at__lt=timezone.now())


def _take_down(row: Model) -> None:
    row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    # Somebody may have published or withdrawn it meanwhile.
    waiting = _due().select_for_update().filter(pk=revision.pk).first()
    if waiting:
        waiting.publish(log_action="wagtail.publish.scheduled")
