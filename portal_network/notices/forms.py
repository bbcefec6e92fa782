"""The form with which people choose which mails they get."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal_network.notices.addresses import forget_refusal
from portal_network.notices.models import MailChoice, When


class MailChoiceForm(forms.ModelForm):
    """When to be told of what; to try an address again that gave mails back."""

    try_again = forms.BooleanField(
        label=_("Try my address again"), required=False,
        help_text=_("The mailbox works again."),
    )  # fmt: skip

    class Meta:
        model = MailChoice
        fields = ["queue", "own_texts", "cases"]
        widgets = dict.fromkeys(fields, forms.RadioSelect)

    def __init__(self, *args, approves: bool, answers_citizens: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.fields:
            self.fields[name].choices = When.choices
        if not approves:
            del self.fields["queue"]
        if not answers_citizens:
            del self.fields["cases"]
        if not self.instance.refused_address:
            del self.fields["try_again"]

    def save(self, commit: bool = True) -> MailChoice:
        """Store the choice."""
        if self.cleaned_data.get("try_again"):
            forget_refusal(self.instance)
        return super().save(commit)
