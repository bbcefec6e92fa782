"""Application configuration of the moderation room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Who approves what, the queue of texts that wait, and what undoes a publication."""

    name = "portal_network.moderation"
    label = "moderation"
    verbose_name = _("Approval")

    def ready(self) -> None:
        from portal_network.moderation import (
            bookkeeping,
            lateness,  # noqa: F401
            levels,
            ownership,
            workflows,
        )

        ownership.register_rules()
        bookkeeping.connect()
        levels.connect()
        post_migrate.connect(
            workflows.ensure_after_migrate, sender=self, dispatch_uid="approval-workflows"
        )
