"""Host names are data: one primary host per authority, any number of aliases that redirect."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.hostnames import InvalidHost, normalise_host, validate_host
from portal_network.tenancy.models.authorities import Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


class HostName(models.Model):
    """One host of one authority; every host but the primary one answers 301 to it (R13)."""

    host = models.CharField(
        _("host name"), max_length=253, unique=True,
        error_messages={"unique": _("This host name already belongs to another site.")},
    )  # fmt: skip
    province = models.ForeignKey(
        Province, verbose_name=_("province"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="hosts",
    )  # fmt: skip
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True,
        on_delete=models.CASCADE, related_name="hosts",
    )  # fmt: skip
    is_primary = models.BooleanField(_("primary"), default=False)

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        verbose_name = _("host name")
        verbose_name_plural = _("host names")
        ordering = ["host"]
        constraints = [
            models.CheckConstraint(
                condition=Q(province__isnull=True) ^ Q(commune__isnull=True),
                name="host_has_one_owner",
                violation_error_message=_("A host belongs to one province or to one commune."),
            ),
            models.UniqueConstraint(
                fields=["province"],
                condition=Q(is_primary=True),
                name="one_primary_host_per_province",
            ),
            models.UniqueConstraint(
                fields=["commune"],
                condition=Q(is_primary=True),
                name="one_primary_host_per_commune",
            ),
        ]

    def __str__(self) -> str:
        return self.host

    def clean(self) -> None:
        """Normalise the host and refuse one that the installation does not allow (R12)."""
        try:
            self.host = normalise_host(self.host)
            # Old hosts of merged units have any number of labels; primary ones follow R12.
            labels = None if not self.is_primary else (2 if self.commune_id else 1)
            validate_host(self.host, settings.PORTAL_REQUIRED_HOST_SUFFIX, labels=labels)
        except InvalidHost as error:
            raise ValidationError({"host": str(error)}) from error
