"""What belongs to a commune, or to a province itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal_network.tenancy.models import Authority, Commune, Province
from portal_network.tenancy.scoping import scoped_manager, unscoped_manager


def place_keys(place: Authority) -> dict[str, Authority]:
    """Return the field that ties a row to this place, with its value."""
    return {"commune" if isinstance(place, Commune) else "province": place}


class AtPlace(models.Model):
    """A row of one commune or of one province."""

    province = models.ForeignKey(
        Province, verbose_name=_("province"), null=True, blank=True, editable=False,
        on_delete=models.CASCADE, related_name="+",
    )  # fmt: skip
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), null=True, blank=True, editable=False,
        on_delete=models.CASCADE, related_name="+",
    )  # fmt: skip

    objects = scoped_manager()
    everywhere = unscoped_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(commune__isnull=False, province__isnull=True)
                    | Q(commune__isnull=True, province__isnull=False)
                ),
                name="%(app_label)s_%(class)s_has_one_place",
            )
        ]

    @property
    def place(self) -> Authority:
        """Return the commune or the province."""
        return self.commune or self.province
