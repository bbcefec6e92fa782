"""What is left of erased personal data: that they were erased, when and why."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class ErasureRecord(models.Model):
    """The erasure of the personal data of one case (R80, R85); holds nothing personal itself."""

    class Reason(models.TextChoices):
        """Why."""

        REQUEST = "request", _("on request of the sender")
        RETENTION = "retention", _("its time was over")

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(
        Commune, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    reference = models.CharField(_("number"), max_length=40)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    at = models.DateTimeField(_("time"), default=timezone.now)
    files = models.PositiveSmallIntegerField(_("files"), default=0)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} · {self.get_reason_display()}"
