"""Where something lies on the map."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Positioned(models.Model):
    """Latitude and longitude in degrees of WGS 84, within Vietnam; both or neither."""

    latitude = models.FloatField(
        _("latitude"), null=True, blank=True,
        validators=[MinValueValidator(8), MaxValueValidator(24)],
        help_text=_("Degrees of WGS 84, such as 21.853."),
    )  # fmt: skip
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True,
        validators=[MinValueValidator(102), MaxValueValidator(118)],
        help_text=_("Degrees of WGS 84, such as 106.761."),
    )  # fmt: skip

    class Meta:
        abstract = True

    def position_errors(self) -> dict:
        """Return what is wrong with half a position, by field."""
        message = _("Give both latitude and longitude, or neither.")
        pairs = (("latitude", "longitude"), ("longitude", "latitude"))
        return {
            name: message
            for name, other in pairs
            if getattr(self, name) is None and getattr(self, other) is not None
        }
