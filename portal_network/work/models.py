"""Who works, and when the schedule was last followed; the queue itself is ``django_tasks_db``'s."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A worker that said it is alive at ``seen_at``, by the database's clock.

    A worker whose word is too old is taken for dead, and what it was doing is done again.
    """

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    host = models.CharField(_("machine"), max_length=255)
    started_at = models.DateTimeField(_("started at"))
    seen_at = models.DateTimeField(_("last seen at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.key


class ScheduledRun(models.Model):
    """When a command of the schedule was last handed to the queue."""

    command = models.CharField(_("command"), max_length=100, primary_key=True)
    enqueued_at = models.DateTimeField(_("last started at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("run by the clock")
        verbose_name_plural = _("runs by the clock")

    def __str__(self) -> str:
        return self.command
