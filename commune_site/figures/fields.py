"""The field that takes a file and keeps its table."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from commune_site.figures.errors import UnreadableTable
from commune_site.figures.presentation import shown_figures
from commune_site.figures.reading import read_table
from commune_site.figures.table import Table
from commune_site.figures.text import clean_text
from commune_site.figures.values import format_number, parse_number

PREVIEW_ROWS = 5
ACCEPTED = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a form sent: the table that it had shown, and perhaps a file to replace it."""

    kept: str
    file: UploadedFile | None


class FiguresUpload(forms.Widget):
    """Chooses a file and shows what was read from the last one."""

    needs_multipart_form = True
    template_name = "figures/upload.html"

    class Media:
        css = {"all": ["commune_site/css/figures_upload.css"]}

    def value_from_datadict(self, data, files, name: str) -> Submitted:
        """Return what was sent; the kept table travels with the form, so that no error loses it."""
        return Submitted(data.get(name) or "", files.get(f"{name}-file"))

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        """Tell whether the form had this field at all."""
        return name not in data and f"{name}-file" not in files

    def render(self, name: str, value, attrs: dict | None = None, renderer=None) -> str:
        """Draw the field with the project's own templates."""
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "described_by": (attrs or {}).get("aria-describedby", ""),
            "accepted": ACCEPTED,
            "kept": json.dumps(value, ensure_ascii=False) if value else "",
            "figures": None,
        }
        if value:
            try:
                table = Table.from_json(value)
            except UnreadableTable:
                context["kept"] = ""
            else:
                first = Table(table.columns, table.rows[:PREVIEW_ROWS])
                context["figures"] = shown_figures(first, "")
                context["row_count"] = len(table.rows)
                context["column_count"] = len(table.columns)
                context["more_count"] = max(len(table.rows) - PREVIEW_ROWS, 0)
        return render_to_string(self.template_name, context)


class FiguresFormField(forms.Field):
    """Turns a file into the JSON of its table; without one keeps the table that is there."""

    widget = FiguresUpload
    default_error_messages = {"required": _("Choose the Excel or CSV file that holds the table.")}

    def __init__(self, *, encoder=None, decoder=None, **kwargs) -> None:
        super().__init__(**kwargs)
        self._read: dict | None = None

    def to_python(self, value: Submitted | dict | None) -> dict | None:
        """Return the table as JSON.

        Raises:
            UnreadableTable: neither the file nor what was kept holds one.
        """
        if not isinstance(value, Submitted):
            return value or None
        if value.file is not None:
            self._read = read_table(value.file).to_json()
            return self._read
        return _kept(value.kept)

    def prepare_value(self, value: Submitted | dict | None) -> dict | None:
        """Return what the widget shows: also a table read just now, in a form with errors."""
        if not isinstance(value, Submitted):
            return value or None
        if self._read is not None:
            return self._read
        try:
            return _kept(value.kept)
        except UnreadableTable:
            return None

    def has_changed(self, initial: dict | None, data: Submitted) -> bool:
        """Tell whether there is a new file or another table."""
        if data.file is not None:
            return True
        try:
            return _kept(data.kept) != (initial or None)
        except UnreadableTable:
            return True


def _kept(text: str) -> dict | None:
    if not text:
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableTable(_("The table is damaged; choose the file again.")) from error
    return Table.from_json(data).to_json()


class VietnameseNumberField(forms.DecimalField):
    """A number that officers write and read as 1.234.567,89."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value) -> Decimal | None:
        """Return the number.

        Raises:
            ValidationError: the text is none.
        """
        if isinstance(value, Decimal) or value in self.empty_values:
            return None if value in self.empty_values else value
        number = parse_number(clean_text(str(value)))
        if number is None:
            raise ValidationError(_("Write a number like 1.234.567,89."), code="invalid")
        return number

    def prepare_value(self, value):
        """Return a stored number as Vietnamese reads it, and what was typed as it was."""
        return (
            format_number(Decimal(f"{value.normalize():f}"))
            if isinstance(value, Decimal)
            else value
        )


class FiguresField(models.JSONField):
    """A table in the database; an empty object while none was uploaded."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"default": dict} | kwargs)

    def deconstruct(self):
        """Return the field as migrations see it: a JSON field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clean(self, value, model_instance) -> dict:
        """Return the value; no table is an empty object in the database."""
        return super().clean(value or {}, model_instance)

    def formfield(self, **kwargs) -> forms.Field:
        """Return the field that takes files."""
        return super().formfield(**{"form_class": FiguresFormField} | kwargs)
