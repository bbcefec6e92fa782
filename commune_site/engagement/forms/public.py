"""Forms of citizens: every wrong value is said beside its field, and nothing typed is lost."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commune_site.engagement.models.cases import Contact
from commune_site.engagement.texts import clean_line, clean_text
from commune_site.engagement.topics import Topic
from commune_site.engagement.uploads import ACCEPT, MOST_FILES, CheckedFile, check_file

LONGEST_TEXT = 5000
SHORTEST_TEXT = 15
LONGEST_SUBJECT = 200
PHONE_SIGNS = frozenset("0123456789+ .-()")
FEWEST_DIGITS, MOST_DIGITS = 8, 15


class CleanLine(forms.CharField):
    """One line of composed text."""

    def to_python(self, value):
        """Clean before anything measures."""
        return clean_line(super().to_python(value) or "")


class CleanText(forms.CharField):
    """Several lines of composed text; says how much too long it is, and cuts nothing."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, **kwargs) -> None:
        super().__init__(strip=False, **kwargs)
        self.widget.attrs["rows"] = rows
        # A browser would cut what is pasted without a word; the counter is the server's.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value):
        """Clean before anything measures."""
        return clean_text(super().to_python(value) or "")

    def validate(self, value) -> None:
        """Say how many signs are too many."""
        super().validate(value)
        if len(value) > LONGEST_TEXT:
            excess = len(value) - LONGEST_TEXT
            raise ValidationError(
                ngettext(
                    "The text is %(excess)s character too long (at most %(most)s).",
                    "The text is %(excess)s characters too long (at most %(most)s).",
                    excess,
                )
                % {"excess": excess, "most": LONGEST_TEXT}
            )


class SeveralFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A few files of citizens, checked by their content."""

    def __init__(self, **kwargs) -> None:
        widget = SeveralFiles(attrs={"accept": ACCEPT})
        super().__init__(widget=widget, required=False, **kwargs)

    def clean(self, data, initial=None) -> list[CheckedFile]:
        """Return the files as they may be kept."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_FILES:
            raise ValidationError(_("At most %(most)d files, please.") % {"most": MOST_FILES})
        checked, errors = [], []
        for file in files:
            try:
                super().clean(file, initial)
                checked.append(check_file(file))
            except ValidationError as error:
                errors += error.error_list
        if errors:
            raise ValidationError(errors)
        return checked


class TicketedForm(forms.Form):
    """A form that needs no account and no cookie: ticket, proof of work, a trap for robots."""

    ticket = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    proof = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    website = forms.CharField(
        label=_("Leave this field empty"), required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_website(self) -> str:
        """Refuse what only a robot fills in."""
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("This field must stay empty: please delete what is in it and send again.")
            )
        return ""

    def mark_faults(self) -> None:
        """Tie every message to its field, for those who hear the page (WCAG 1.3.1, 3.3.1)."""
        for name, field in self.fields.items():
            described = []
            if field.help_text:
                described.append(f"{self[name].auto_id}_help")
            if name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                described.append(f"{self[name].auto_id}_error")
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)


class CaseForm(TicketedForm):
    """What every kind of case asks: how to reach the sender, and what they agree to."""

    name = CleanLine(
        label=_("Your name"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, max_length=200,
        help_text=_("The tracking code and the answer are sent there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = CleanLine(
        label=_("Telephone"), required=False, max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("I agree that my name and contact data are used to answer me, as the notice says."),
        required=False,
    )
    allows_sharing = forms.BooleanField(
        label=_(
            "If another agency is responsible, my name and contact data may be passed on to it."
        ),
        required=False,
    )

    def clean_phone(self) -> str:
        """Take every way to write a number, and nothing that is none."""
        phone = self.cleaned_data["phone"]
        digits = sum(sign.isdigit() for sign in phone)
        if phone and (set(phone) - PHONE_SIGNS or not FEWEST_DIGITS <= digits <= MOST_DIGITS):
            raise ValidationError(_("Please write a telephone number, such as 0912 345 678."))
        return phone

    def clean(self) -> dict:
        """Personal data need consent."""
        cleaned = super().clean()
        if self.contact() and not cleaned.get("agrees"):
            self.add_error(
                "agrees",
                _("Please tick this box, or leave out name, e-mail and telephone."),
            )
        return cleaned

    def contact(self) -> Contact:
        """Return how the sender can be reached."""
        found = {key: self.cleaned_data.get(key) or "" for key in ("name", "email", "phone")}
        return Contact(address=self.cleaned_data.get("address") or "", **found)


class QuestionForm(CaseForm):
    """A question to the authority."""

    topic = forms.ChoiceField(label=_("What is it about?"), choices=[("", "–"), *Topic.choices])
    subject = CleanLine(
        label=_("Your question in one sentence"), min_length=5, max_length=LONGEST_SUBJECT
    )
    body = CleanText(
        label=_("What exactly do you want to know?"), min_length=SHORTEST_TEXT, rows=8,
        help_text=_("Where and when, which document. No numbers of identity cards, please."),
    )  # fmt: skip
    files = FilesField(
        label=_("Files that you send"),
        help_text=_(
            "If needed: up to 3 PDF files or pictures of 5 MB each. "
            "No pictures of identity cards, please."
        ),
    )
    address = CleanLine(label=_("Address"), required=False, max_length=200)
    allows_publishing = forms.BooleanField(
        label=_(
            "Question and answer may be published for others, without my name and contact data."
        ),
        required=False,
    )

    main_fields = ("topic", "subject", "body", "files")
    contact_fields = ("name", "email", "phone", "address")
    consent_fields = ("agrees", "allows_sharing", "allows_publishing")


class ReportForm(CaseForm):
    """A report that something published is wrong."""

    body = CleanText(
        label=_("What is wrong, and what would be right?"), min_length=SHORTEST_TEXT, rows=5
    )

    main_fields = ("body",)
    contact_fields = ("name", "email", "phone")
    consent_fields = ("agrees", "allows_sharing")
