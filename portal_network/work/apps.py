"""Application configuration of the room of background work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkConfig(AppConfig):
    """The queue of tasks, its workers and the schedule."""

    name = "portal_network.work"
    label = "work"
    verbose_name = _("Background work")

    def ready(self) -> None:
        """Register whose the rows are: no place's, shown to operators alone."""
        from portal_network.tenancy.isolation.ownership import OPERATORS_ONLY, register_ownership
        from portal_network.work.models import ScheduledRun, Worker

        register_ownership(Worker, OPERATORS_ONLY)
        register_ownership(ScheduledRun, OPERATORS_ONLY)
