"""The administrative map of a place, down to villages (R38, R47): outlines checked and kept."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune_site.organisation.models.places import PlaceRecord, once_per_place
from commune_site.organisation.names import NameField


class AdministrativeMap(PlaceRecord):
    """One map per place. ``areas`` is what the uploaded file holds, after all checks.

    Each area is ``{"name": text, "polygons": …}``, polygons as lists of rings of
    ``[longitude, latitude]`` in degrees of WGS 84; it is the village whose name it bears.
    """

    title = NameField(
        _("title"), max_length=160, help_text=_("For example: Bản đồ hành chính xã Quốc Khánh.")
    )
    areas = models.JSONField(_("areas"), default=list, editable=False)
    source = NameField(
        _("source of the map"), max_length=255, blank=True,
        help_text=_("Who surveyed it and when, such as: Phòng Kinh tế, đo vẽ năm 2025."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("administrative map")
        verbose_name_plural = _("administrative map")
        constraints = once_per_place(name="administrative_map_once")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a second map of the same place."""
        super().clean()
        if self.of_same_place().exclude(pk=self.pk).exists():
            raise ValidationError(
                {"title": _("There is a map already; open it and choose a new file there.")}
            )
