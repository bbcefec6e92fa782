"""Filters of the log; their choices never leave what the person may read."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal_network.audit.queries import NETWORK, Readable, begin_of, end_of
from portal_network.audit.sentences import choices_of_actions
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Province
from portal_network.tenancy.screens.filters import near_colleagues


class AuditFilterForm(forms.Form):
    """By chain, commune, person, action, object and time."""

    chain = forms.ChoiceField(label=_("Log of"), required=False)
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    person = forms.ModelChoiceField(
        label=_("Person"), queryset=None, required=False, empty_label=_("Everybody")
    )
    action = forms.ChoiceField(label=_("Action"), required=False)
    title = forms.CharField(label=_("Title contains"), required=False, max_length=100)
    first = forms.DateField(label=_("From day"), required=False, widget=AdminDateInput)
    last = forms.DateField(label=_("To day"), required=False, widget=AdminDateInput)
    object_type = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    object_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data, *, readable: Readable, request) -> None:
        super().__init__(data, label_suffix="")
        self.readable = readable
        self.fields["chain"].choices = self._chains()
        self.fields["action"].choices = [("", _("All actions")), *choices_of_actions()]
        self.fields["person"].queryset = near_colleagues(request)
        communes = self._communes()
        self.fields["commune"].choices = [("", _("All")), *communes]
        for name, choices in (("chain", self.fields["chain"].choices), ("commune", communes)):
            if len(choices) < 2:
                self.fields[name].widget = forms.HiddenInput()

    @property
    def default_chain(self) -> str:
        """Return the log that is shown when none is named."""
        return self.fields["chain"].choices[0][0]

    @property
    def chosen_chain(self) -> str:
        """Return the log that is asked for."""
        asked = self.data.get("chain", "")
        known = {key for key, _name in self.fields["chain"].choices}
        return asked if asked in known else self.default_chain

    def entries(self):
        """Return the entries that are asked for, newest first; none for input that makes no sense.

        A person who is no near colleague is found by the title or in the person's own history.
        """
        if not self.is_valid():
            return self.readable.entries(self.default_chain).none()
        wanted = self.cleaned_data
        rows = self.readable.entries(wanted["chain"] or self.default_chain)
        if wanted["commune"]:
            rows = rows.filter(commune_code=wanted["commune"])
        if wanted["person"]:
            rows = rows.filter(actor_id=wanted["person"].pk)
        for name in ("action", "object_type", "object_id"):
            if wanted[name]:
                rows = rows.filter(**{name: wanted[name]})
        if wanted["title"]:
            rows = rows.filter(object_title__icontains=wanted["title"])
        if wanted["first"]:
            rows = rows.filter(at__gte=begin_of(wanted["first"]))
        if wanted["last"]:
            rows = rows.filter(at__lt=end_of(wanted["last"]))
        return rows

    def _chains(self) -> list[tuple[str, str]]:
        if self.readable.is_everything:
            provinces = Province.objects.order_by("code").values_list("code", "name")
            return [(NETWORK, _("The whole installation")), *provinces]
        return [(code, self._name(code)) for code in self.readable.chains()]

    def _name(self, code: str) -> str:
        tenant = directory.province(code)
        return tenant.name if tenant else code

    def _communes(self) -> list[tuple[str, str]]:
        chain = self.chosen_chain
        here = [(tenant.code, tenant.name) for tenant in directory.communes_of(chain)]
        if self.readable.is_everything or chain in self.readable.provinces:
            return here
        own = {commune for province, commune in self.readable.communes if province == chain}
        return [(code, name) for code, name in here if code in own]
