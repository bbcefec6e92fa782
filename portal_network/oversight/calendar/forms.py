"""Exchanging a single day."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal_network.oversight.models import FIRST_YEAR, LAST_YEAR, CalendarDay
from portal_network.people.mandates import Mandate


class CalendarDayForm(forms.ModelForm):
    """A day for one's own province; operators may leave the province empty: the whole country."""

    class Meta:
        model = CalendarDay
        fields = ["date", "kind", "name", "province"]
        widgets = {"date": AdminDateInput}

    def __init__(self, *args, mandate: Mandate, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        provinces = mandate.provinces_within()
        field = forms.ModelChoiceField(
            label=_("Place"),
            queryset=provinces,
            required=not mandate.is_everything,
            empty_label=_("The whole country") if mandate.is_everything else None,
            initial=None if mandate.is_everything else provinces.first(),
        )
        self.fields["province"] = field

    def clean_date(self):
        """Refuse slips of the pen such as the year 0206."""
        day = self.cleaned_data["date"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("The year must lie between %(first)s and %(last)s."),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        return day
