"""Forms of the catalogue: the file to import, the notes of a commune."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commune_site.procedures.importing.files import MOST_BYTES
from commune_site.procedures.models import LocalNote
from portal_network.tenancy.isolation.forms import OwnModelForm

PART, WHOLE = "part", "whole"


class ImportForm(forms.Form):
    """A spreadsheet of procedures, and whether it is the whole catalogue."""

    file = forms.FileField(
        label=_("File of procedures"),
        help_text=_("Excel (.xlsx) or CSV, at most 20 MB and 10,000 procedures."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    scope = forms.ChoiceField(
        label=_("What the file holds"),
        choices=[
            (PART, _("some procedures: they are added or changed, the others stay")),
            (WHOLE, _("the whole catalogue: what is not in the file leaves the catalogue")),
        ],
        initial=PART,
        widget=forms.RadioSelect,
    )

    def clean_file(self):
        """Refuse a file that is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        return file


class LocalNoteForm(OwnModelForm):
    """What a commune adds to one procedure, or to all of them."""

    class Meta:
        model = LocalNote
        fields = LocalNote.TEXTS
        widgets = {
            "hours": forms.Textarea(attrs={"rows": 2}),
            "tips": forms.Textarea(attrs={"rows": 4}),
        }
