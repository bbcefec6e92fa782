"""Against abuse of the forms: counts per address and form, and addresses that are blocked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class Tally(models.Model):
    """How often something was done within a window of time; the key is a keyed hash."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}…: {self.number}"


class BlockedSender(models.Model):
    """A network address, as a keyed hash, from which nothing is received until a time."""

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(
        Commune, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=64, db_index=True)
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=255)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("blocked sender")
        verbose_name_plural = _("blocked senders")
        ordering = ["-until"]

    def __str__(self) -> str:
        return f"{self.until:%d/%m/%Y}: {self.reason}"
