"""The survey: five questions with the options of the plan, and a remark (R30)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commune_site.engagement.forms.public import CleanText, TicketedForm
from commune_site.engagement.models.surveys import QUESTIONS

LONGEST_REMARK = 1000


class RatingForm(TicketedForm):
    """Everybody may answer, nobody is asked who they are."""

    remark = CleanText(
        label=_("What should be better?"), required=False, rows=4, max_length=LONGEST_REMARK,
        help_text=_("Please write nothing about yourself or other people."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, (choices, label) in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one.")},
            )

    def questions(self) -> list[forms.BoundField]:
        """Return the five questions in their order."""
        return [self[name] for name in QUESTIONS]
