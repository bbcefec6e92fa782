"""Forms: of the page, of citizens who comment, of those who moderate."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune_site.consultations.parts import LONGEST_KEY, Part
from commune_site.engagement.forms.public import CaseForm, CleanLine, CleanText, FilesField
from commune_site.engagement.forms.staff import SHORTEST_REASON, StepForm
from commune_site.engagement.texts import personal_data_in
from commune_site.forms import PortalPageForm

SHORTEST_OPINION, LONGEST_ALL = 5, 20_000
MOST_VANISHED = 20
PREFIX = "phan-"
OMISSION = "[…]"
PUBLISH, KEEP = "cong-khai", "ghi-nhan"
_KEY = re.compile(rf"{PREFIX}[a-z0-9-]{{1,{LONGEST_KEY + 10}}}")


class ConsultationForm(PortalPageForm):
    """The rules of a new page are those of its section already."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.province_id and self.parent_page is not None:
            self.instance.inherit_place(self.parent_page)


class OpinionForm(CaseForm):
    """Comments on the parts of a draft, or on all of it."""

    general = CleanText(
        label=gettext_lazy("Comments on the draft as a whole"), required=False, rows=6,
        help_text=gettext_lazy("If you mean one place, name article and clause."),
    )  # fmt: skip
    files = FilesField(
        label=gettext_lazy("Files that you send"),
        help_text=gettext_lazy(
            "If needed: up to 3 PDF files or pictures of 5 MB each; they are not published."
        ),
    )
    allows_publishing = forms.BooleanField(
        label=gettext_lazy(
            "My comments may be published on this site, without my name and contact data."
        ),
        required=False,
    )

    def __init__(self, data=None, *args, parts: list[Part] = (), **kwargs) -> None:
        super().__init__(data, *args, **kwargs)
        self.parts = [*parts, *self._vanished(data or {}, {part.key for part in parts})]
        for part in self.parts:
            label = _("Your comments on: %(part)s") % {"part": part.title}
            self.fields[f"{PREFIX}{part.key}"] = CleanText(label=label, required=False, rows=4)

    @staticmethod
    def _vanished(data, known: set[str]) -> list[Part]:
        """Return parts that the draft lost while the form stood open: nothing typed is lost."""
        names = [name for name in data if _KEY.fullmatch(name) and str(data.get(name)).strip()]
        keys = [name.removeprefix(PREFIX) for name in names]
        title = _("A part that the draft no longer has")
        return [Part(key, title, "") for key in keys if key not in known][:MOST_VANISHED]

    def rows(self) -> list[tuple[Part, forms.BoundField]]:
        """Return each part with its field."""
        return [(part, self[f"{PREFIX}{part.key}"]) for part in self.parts]

    def opinions(self) -> list[tuple[Part | None, str]]:
        """Return what was written, by parts; None stands for the whole draft."""
        values = self.cleaned_data
        found = [(part, values.get(f"{PREFIX}{part.key}")) for part in self.parts]
        return [(part, text) for part, text in [*found, (None, values.get("general"))] if text]

    def clean(self) -> dict:
        """Refuse a form without any comment, and more than can be read."""
        cleaned = super().clean()
        texts = [text for _part, text in self.opinions()]
        if sum(map(len, texts)) > LONGEST_ALL:
            text = _("All comments together have more than %(most)d letters; please attach a file.")
            raise ValidationError(text % {"most": LONGEST_ALL})
        if not self.errors and max(map(len, texts), default=0) < SHORTEST_OPINION:
            self.add_error("general", _("Please write what you think of the draft."))
        cleaned["body"] = "\n\n".join(
            f"{part.title}\n{text}" if part else text for part, text in self.opinions()
        )
        return cleaned


class ModerateForm(StepForm):
    """Whether comments become public, and what has to be left out of them."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of the comments"), widget=forms.RadioSelect
    )
    reason = CleanLine(
        label=gettext_lazy("Why they are not published"), required=False, max_length=255,
        help_text=gettext_lazy("The sender reads it, if the comments were to be published."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(KEEP, _("Put on record for the synthesis, not public"))]
        self.opinions = []
        if self.case.allows_publishing:
            choices.insert(0, (PUBLISH, _("Publish without name and contact data")))
            self.opinions = list(self.case.opinions(manager="everywhere").all())
        self.fields["decision"].choices = choices
        self.fields["decision"].initial = choices[0][0]
        for opinion in self.opinions:
            self.fields[f"text-{opinion.pk}"] = CleanText(
                label=str(opinion), initial=opinion.text, required=False, rows=4,
                help_text=_("Leave out what tells who wrote it; put […] in its place."),
            )  # fmt: skip

    def clean(self) -> dict:
        """Let nothing personal become public, and nobody write in a citizen's name."""
        cleaned = super().clean()
        if cleaned.get("decision") != PUBLISH:
            if self.case.allows_publishing and len(cleaned.get("reason") or "") < SHORTEST_REASON:
                self.add_error("reason", _("The sender agreed to publication; write why not."))
            return cleaned
        contact = self.case.contact()
        for opinion in self.opinions:
            name = f"text-{opinion.pk}"
            text = cleaned.get(name) or ""
            if found := personal_data_in(text, contact):
                message = _("This tells who wrote it: %(found)s") % {"found": ", ".join(found)}
                self.add_error(name, message)
            elif not is_shortening(text, opinion.text):
                self.add_error(
                    name, _("Words may be left out; those that stay are the sender's own.")
                )
        return cleaned

    def texts(self) -> dict[int, str]:
        """Return the text of each comment as it becomes public."""
        return {one.pk: self.cleaned_data.get(f"text-{one.pk}") or "" for one in self.opinions}


class TakeOffForm(StepForm):
    """Why comments leave the page."""

    reason = CleanLine(label=gettext_lazy("Reason"), max_length=255, min_length=SHORTEST_REASON)


def is_shortening(text: str, original: str) -> bool:
    """Tell whether a text holds words of the original alone, in their order."""
    left = iter(original.split())
    return all(word in left for word in text.replace(OMISSION, " ").split())
