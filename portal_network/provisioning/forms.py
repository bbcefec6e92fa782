"""Forms of the wizard that creates communes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal_network.provisioning import units
from portal_network.tenancy.models import Commune


class CommuneChoiceForm(forms.Form):
    """Which communes of a province get a site; those that have one are not offered."""

    communes = forms.MultipleChoiceField(
        label=_("Communes without a site"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, province_code: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        existing = set(
            Commune.objects.filter(province_id=province_code).values_list("code", flat=True)
        )
        self.fields["communes"].choices = [
            (unit.code, f"{unit.name} ({unit.code})")
            for unit in units.communes_of(province_code)
            if unit.code not in existing
        ]

    @property
    def has_choices(self) -> bool:
        """Tell whether any commune of the province lacks a site."""
        return bool(self.fields["communes"].choices)


class RenameForm(forms.Form):
    """A commune's new name and host."""

    name = forms.CharField(
        label=_("New full name"), max_length=120, help_text=_("With its kind: Phường Tam Thanh.")
    )
    host = forms.CharField(
        label=_("New host name"),
        max_length=253,
        required=False,
        help_text=_("Empty: made from the name. The old host redirects to the new one."),
    )


class SuspendForm(forms.Form):
    """Why a commune's site is closed to the public."""

    reason = forms.CharField(
        label=_("Reason"), max_length=255, help_text=_("The public is shown this sentence.")
    )
