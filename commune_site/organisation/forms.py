"""Forms of this room: every choice lies within the place of the row that is edited."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commune_site.mapping.geojson import MAX_AREA_BYTES, GeoJSONError, read_areas
from commune_site.organisation.models import Appointment, Unit
from commune_site.organisation.village_map import area_key, stored_areas
from portal_network.tenancy.isolation.forms import OwnModelForm
from portal_network.tenancy.isolation.references import REFUSAL


class RecordForm(OwnModelForm):
    """A row of a place; units to choose are those of the place alone, however many one may see."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "unit"):
            if name in self.fields:
                offer_units(self.fields[name], self.units(), without=self.instance.pk)

    def units(self) -> list[Unit]:
        """Return the units of the place, read once."""
        if not hasattr(self, "_units"):
            self._units = list(self.instance.of_same_place(Unit))
        return self._units


class UnitForm(RecordForm):
    """A unit; the decision in the library must be a page of the same site."""

    def clean_decision_page(self):
        """Refuse a page of another site that the person looks after as well."""
        page = self.cleaned_data["decision_page"]
        tenant = self.instance.tenant
        if page and tenant and not page.url_path.startswith(tenant.root_url_path):
            raise ValidationError(REFUSAL)
        return page


class PersonForm(RecordForm):
    """A person with the posts held; a unit has one head at a time."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = self.formsets["appointments"]
        for row in [*rows.forms, rows.empty_form]:
            offer_units(row.fields["unit"], self.units())
        # The form of rows that scripts add is made anew each time it is asked for.
        rows.__class__ = type(
            rows.__class__.__name__, (rows.__class__,), {"empty_form": rows.empty_form}
        )

    def is_valid(self) -> bool:
        """Tell whether the form and its rows are valid, also beside each other."""
        return super().is_valid() and self._heads_are_alone()

    def _heads_are_alone(self) -> bool:
        rows = [row for row in self.formsets["appointments"].forms if _is_kept(row)]
        heads = [row for row in rows if row.instance.is_head]
        alone = True
        for place, row in enumerate(heads):
            post = row.instance
            post.person_id = self.instance.pk
            earlier = (other.instance for other in heads[:place])
            twice = any(post.unit_id == other.unit_id and post.overlaps(other) for other in earlier)
            if twice:
                row.add_error("is_head", _("This person heads the unit twice on the same days."))
            elif (other := post.other_head()) is not None:
                message = _(
                    "%(name)s heads this unit on the same days; first enter the last day of that "
                    "post."
                )
                row.add_error("is_head", message % {"name": other.person.name})
            alone = alone and not row.errors
        return alone


class MapForm(RecordForm):
    """A map, whose outlines come from a file that is checked before anything is stored."""

    file = forms.FileField(
        label=_("Map file (GeoJSON)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        help_text=_(
            "At most 2 MB. One area per village, with the village's name in the property “name”; "
            "coordinates in WGS 84. The surveyor's office exports it from QGIS or MapInfo."
        ),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile | None:
        """Read the areas out of the file.

        Raises:
            ValidationError: it is no map; the message names the area and its fault.
        """
        upload = self.cleaned_data["file"]
        if upload is None:
            if not self.instance.areas:
                raise ValidationError(_("Choose the file of the map."), code="required")
            return None
        if upload.size > MAX_AREA_BYTES:
            raise ValidationError(_("The file is larger than 2 MB; simplify its outlines."))
        try:
            self.instance.areas = stored_areas(read_areas(upload.file, area_key))
        except GeoJSONError as error:
            raise ValidationError(str(error), code="geojson") from error
        return upload


def offer_units(field: forms.ModelChoiceField, units: list[Unit], without: int | None = None):
    """Let a field offer and accept these units, without a query for each field."""
    offered = [unit for unit in units if unit.pk != without]
    field.queryset = Unit.everywhere.filter(pk__in=[unit.pk for unit in offered])
    field.error_messages["invalid_choice"] = REFUSAL
    empty = [] if field.required and field.initial is not None else [("", "---------")]
    field.choices = [*empty, *((unit.pk, unit.name) for unit in offered)]
    field.widget.choices = field.choices


def _is_kept(row: forms.ModelForm) -> bool:
    data = getattr(row, "cleaned_data", None) or {}
    return bool(data) and not data.get("DELETE") and isinstance(row.instance, Appointment)
