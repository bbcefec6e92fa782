"""The form of an alert: four answers are enough, and it is on the sites."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from commune_site.alerts.mandates import AlertMandate
from commune_site.alerts.models import Alert, Category, Level
from commune_site.templatetags.portal_ui import proper_name, vietnamese_key
from portal_network.tenancy.isolation.references import REFUSAL
from portal_network.tenancy.models import Commune

# Hours for which an alert is shown unless somebody states the end.
DURATIONS = (
    (6, _("6 hours")),
    (12, _("12 hours")),
    (24, _("24 hours")),
    (72, _("3 days")),
    (168, _("7 days")),
)
USUAL_DURATION = 24
SEVERAL = 2
# Feeds and XML can hold none of these; they come along when one copies from other programs.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def composed(text: str) -> str:
    """Return a text with letters and marks in one (NFC) and without control characters."""
    return CONTROL_CHARACTERS.sub("", unicodedata.normalize("NFC", text)).strip()


class AlertForm(forms.ModelForm):
    """An alert in the name of one's own place; a province also says for which communes."""

    place = forms.ChoiceField(label=_("In the name of"), error_messages={"invalid_choice": REFUSAL})
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Kind of danger"), choices=Category.choices)
    starts_at = forms.DateTimeField(
        label=_("Shown from"), required=False, widget=AdminDateTimeInput,
        help_text=_("Empty: at once."),
    )  # fmt: skip
    duration = forms.TypedChoiceField(
        label=_("Shown for"), choices=DURATIONS, coerce=int, required=False, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    ends_at = forms.DateTimeField(
        label=_("Or until"), required=False, widget=AdminDateTimeInput,
        help_text=_("Counts instead of the time chosen above."),
    )  # fmt: skip
    covers_all = forms.TypedChoiceField(
        label=_("Shown on"),
        choices=((1, _("the portal and all communes")), (0, _("the portal and chosen communes"))),
        coerce=lambda value: value == "1", widget=forms.RadioSelect, initial=1,
    )  # fmt: skip
    communes = forms.ModelMultipleChoiceField(
        label=_("Communes concerned"), queryset=Commune.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": REFUSAL, "invalid_pk_value": REFUSAL},
    )  # fmt: skip

    class Meta:
        model = Alert
        fields = ["level", "title", "area", "text", "category", "starts_at", "ends_at", "source",
                  "covers_all", "communes"]  # fmt: skip
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    field_order = ["place", "level", "title", "area", "text", "duration", "ends_at", "starts_at",
                   "covers_all", "communes", "category", "source"]  # fmt: skip

    def __init__(self, *args, mandate: AlertMandate, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate
        self.places = mandate.places()
        self._offer_places()
        self._offer_communes()
        self.fields["title"].widget.attrs["autofocus"] = True
        if self.instance.pk:
            del self.fields["duration"]
            self.fields["ends_at"].label = _("Shown until")
            self.fields["ends_at"].help_text = ""
            self.fields["ends_at"].required = True
            self.initial["covers_all"] = int(self.instance.covers_all)
        else:
            self.fields["duration"].initial = USUAL_DURATION
            self.initial.pop("starts_at", None)
            self.fields["level"].initial = Level.WARNING

    def _offer_places(self) -> None:
        if self.instance.pk or len(self.places) < SEVERAL:
            del self.fields["place"]
            return
        self.fields["place"].choices = [(place.code, place.name) for place in self.places]

    def _offer_communes(self) -> None:
        """Let provinces choose among their own communes; nobody else is asked."""
        provinces = self._provinces()
        if not provinces:
            del self.fields["covers_all"], self.fields["communes"]
            return
        communes = Commune.objects.filter(province__in=provinces).exclude(root_page=None)
        self.fields["communes"].queryset = communes
        # The database knows no Vietnamese alphabet.
        named = sorted(communes, key=lambda row: vietnamese_key(proper_name(row.name)))
        self.fields["communes"].choices = [(row.pk, row.name) for row in named]

    def _provinces(self) -> list[str]:
        if self.instance.pk:
            return [] if self.instance.commune_id else [self.instance.province_id]
        return [place.code for place in self.places if place.is_province]

    @property
    def fields_of_scope(self) -> list[forms.BoundField]:
        """Return the fields that say whose sites show it."""
        return [self[name] for name in ("place", "covers_all") if name in self.fields]

    def _clean_line(self, name: str) -> str:
        return composed(self.cleaned_data[name])

    def clean_title(self) -> str:
        """Compose marks: some keyboards send letter and mark apart."""
        return self._clean_line("title")

    def clean_area(self) -> str:
        """Compose marks."""
        return self._clean_line("area")

    def clean_text(self) -> str:
        """Compose marks."""
        return self._clean_line("text")

    def clean_source(self) -> str:
        """Compose marks."""
        return self._clean_line("source")

    def clean(self) -> dict:
        """Work out beginning, end and place."""
        data = super().clean()
        if "starts_at" not in self.errors:
            data["starts_at"] = data.get("starts_at") or self._usual_start()
        if "ends_at" not in self.errors:
            data["ends_at"] = self._end(data)
        if not self.instance.pk:
            self._take_place(data)
        self._check_communes(data)
        return data

    def _usual_start(self):
        return self.instance.starts_at if self.instance.pk else timezone.now()

    def _end(self, data: dict):
        stated, starts_at = data.get("ends_at"), data.get("starts_at")
        if stated:
            if stated <= timezone.now() and "ends_at" in self.changed_data:
                self.add_error("ends_at", _("This moment has passed already."))
            return stated
        if starts_at is None:
            return None
        return starts_at + timedelta(hours=data.get("duration") or USUAL_DURATION)

    def _take_place(self, data: dict) -> None:
        code = data.get("place") if "place" in self.fields else self.places[0].code
        place = next((place for place in self.places if place.code == code), None)
        if place is not None:
            self.instance.province_id = place.province_code
            self.instance.commune_id = place.code if place.is_commune else None

    def _check_communes(self, data: dict) -> None:
        if self.instance.commune_id or "communes" not in self.fields:
            # A commune's alert is shown on its own site, whatever was ticked.
            if "covers_all" in self.fields:
                data["covers_all"] = True
            return
        if data.get("covers_all") is not False or "communes" in self.errors:
            return
        chosen = data.get("communes") or ()
        if not chosen:
            self.add_error("communes", _("Choose at least one commune."))
        elif any(row.province_id != self.instance.province_id for row in chosen):
            self.add_error("communes", REFUSAL)

    @property
    def chosen_communes(self) -> Iterable[Commune]:
        """Return the communes whose sites show it, where it is not all of a province's."""
        return () if self.instance.covers_all else self.cleaned_data["communes"]


class WithdrawalForm(forms.Form):
    """Why an alert is taken down before its end."""

    reason = forms.CharField(
        label=_("Reason, which the archive shows"), max_length=255, required=False,
        help_text=_("Example: The flood has receded; the alert was sent by mistake."),
    )  # fmt: skip

    def clean_reason(self) -> str:
        """Compose marks."""
        return composed(self.cleaned_data["reason"])
