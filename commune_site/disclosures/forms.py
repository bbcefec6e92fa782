"""The form of disclosures: asks what its section asks, lets no correction pass in silence."""

from datetime import date, timedelta

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.disclosures import naming_people
from commune_site.disclosures.corrections import statement, statement_of
from commune_site.disclosures.deadlines import due_date
from commune_site.disclosures.periods import PeriodKind, period_end
from commune_site.disclosures.profiles import OWN_FIELDS, Profile, profile_of
from commune_site.figures.errors import UnreadableTable
from commune_site.figures.fields import VietnameseNumberField
from commune_site.figures.table import Table
from commune_site.forms import PortalPageForm
from commune_site.sections import registry_value

NO_CHOICE = ("", "---------")
PERIOD_FIELDS = ("period_kind", "period_year", "period_number")


class DisclosureForm(PortalPageForm):
    """Shows the fields of the page's section alone, called as officers call them there."""

    total_revenue = VietnameseNumberField(max_digits=20, decimal_places=3, required=False)
    total_expenditure = VietnameseNumberField(max_digits=20, decimal_places=3, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.province_id and self.parent_page is not None:
            # The rules of a new page are those of its section already.
            self.instance.inherit_place(self.parent_page)
        self.section = self.instance.section
        self._fit_to(profile_of(self.section))
        self._ask_for_the_end()

    def _fit_to(self, profile: Profile) -> None:
        for name in OWN_FIELDS:
            if name not in profile.fields:
                self.fields.pop(name, None)
            elif name in self.fields:
                self.fields[name].label = profile.fields[name].label
                self.fields[name].help_text = profile.fields[name].help_text
        if "kind" in self.fields:
            self.fields["kind"].choices = [NO_CHOICE, *profile.kind_choices()]
        if not profile.periods:
            for name in PERIOD_FIELDS:
                self.fields.pop(name, None)
        elif "period_kind" in self.fields:
            offered = [(kind.value, kind.label) for kind in PeriodKind if kind in profile.periods]
            self.fields["period_kind"].choices = [NO_CHOICE, *offered]

    def _ask_for_the_end(self) -> None:
        field = self.fields.get("expires_on")
        days = registry_value(self.section, "expiry_days", None)
        if field is None or days is None:
            return
        field.help_text = gettext_lazy(
            "The list names people: after this day it leaves the site, and in the following night "
            "names, tables and files are erased."
        )
        if self.instance.pk is None and not self.initial.get("expires_on"):
            self.initial["expires_on"] = timezone.localdate() + timedelta(days=days)

    def clean(self) -> dict:
        """Refuse personal data in the tables of lists that name people."""
        cleaned = super().clean()
        if self._is_counted_deadline():
            # It follows the days from which it was counted.
            cleaned["due_on"] = self._deadline_of(cleaned)
        if registry_value(self.section, "personal_data", False):
            for row in self._kept_rows("figures"):
                self._refuse_personal_data(row)
        return cleaned

    def _is_counted_deadline(self) -> bool:
        """Tell whether the deadline is what the rule made of the days before this change."""
        stated = self.initial.get("due_on")
        if stated is None or "due_on" in self.changed_data:
            return False
        return stated == self._deadline_of(self.initial)

    def _deadline_of(self, values: dict) -> date | None:
        """Return what the rule of the section makes of the days of a form."""
        kind, year = values.get("period_kind"), values.get("period_year")
        try:
            ends_on = period_end(kind, year, values.get("period_number"))
        except ValueError:
            # No such period: the page refuses it beside its field.
            ends_on = None
        rule = registry_value(self.section, "deadline", None)
        return due_date(rule, values.get("decided_on"), ends_on, self.instance.province_id)

    def _refuse_personal_data(self, row: forms.ModelForm) -> None:
        try:
            table = Table.from_json(row.cleaned_data.get("data"))
        except UnreadableTable:
            # Missing, or refused by the field itself.
            return
        for sentence in naming_people.refusals(table):
            row.add_error("data", sentence)

    def is_valid(self) -> bool:
        """Tell whether the page and its rows are, and published figures change with a reason."""
        if not super().is_valid():
            return False
        if message := self._silence():
            self.formsets["corrections"].non_form_errors().append(message)
        return not message

    def _silence(self) -> str:
        """Return what is missing in the log of corrections, or nothing."""
        if "corrections" not in self.formsets or not self.instance.pk:
            return ""
        published = type(self.instance).objects.filter(pk=self.instance.pk, live=True).first()
        if published is None:
            return ""
        before = statement_of(published)
        after = statement(
            self.instance,
            self._edited("figures"),
            self._edited("attachments"),
            self._edited("corrections"),
        )
        if not after.keeps_log_of(before):
            return _("A published correction stays as it is. Add a new one instead.")
        # A draft may wait for its reason.
        if not self.is_deferred_validation and not after.explains_change_from(before):
            return _(
                "This page is public and what it says has changed. Add a correction that tells "
                "readers what was changed and why."
            )
        return ""

    def _edited(self, name: str) -> list[Model]:
        return [row.instance for row in self._kept_rows(name)]

    def _kept_rows(self, name: str) -> list[forms.ModelForm]:
        """Return the rows of an inline panel that will be there afterwards."""
        formset = self.formsets.get(name)
        rows = formset.forms if formset is not None else []
        return [
            row
            for row in rows
            if row.is_valid()
            and not row.cleaned_data.get("DELETE")
            and (row.has_changed() or row.instance.pk)
        ]
