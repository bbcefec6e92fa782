"""Boundaries of communes, imported from a GeoJSON file that the operator supplies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Commune
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class CommuneBoundary(models.Model):
    """The outline of a commune in WGS 84: polygons → rings → ``[longitude, latitude]``."""

    commune = models.OneToOneField(
        Commune, verbose_name=_("commune"), primary_key=True,
        on_delete=models.CASCADE, related_name="boundary",
    )  # fmt: skip
    polygons = models.JSONField(_("polygons"))
    label_point = models.JSONField(_("label point"), null=True, blank=True)
    attribution = models.CharField(_("attribution"), max_length=500, blank=True)
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.commune)
