"""The form of a schedule: appointments lie in its week or month."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from commune_site.forms import PortalPageForm

FIRST_YEAR, LAST_YEAR = 2000, 2200


class ScheduleForm(PortalPageForm):
    """Says beside an appointment's day when it lies elsewhere."""

    def clean(self) -> dict:
        """Compare the days of all appointments with the period."""
        data = super().clean()
        first_day = data.get("first_day")
        if not isinstance(first_day, date):
            return data
        if not FIRST_YEAR <= first_day.year <= LAST_YEAR:
            self.add_error("first_day", _("This year makes no sense."))
            return data
        self.instance.first_day = first_day
        first, last = self.instance.period
        if self._is_taken(first):
            self.add_error(
                "first_day", _("There is a schedule of this period already; change that one.")
            )
        for form in self.formsets["entries"].forms:
            day = getattr(form, "cleaned_data", {}).get("day") if form.is_valid() else None
            if day and not form.cleaned_data.get("DELETE") and not first <= day <= last:
                form.add_error(
                    "day",
                    _("The day must lie between %(first)s and %(last)s.")
                    % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
                )
        return data

    def _is_taken(self, first: date) -> bool:
        """Tell whether the section has a schedule of the period already."""
        own = type(self.instance).everywhere.child_of(self.parent_page).filter(first_day=first)
        return own.exclude(pk=self.instance.pk).exists()
