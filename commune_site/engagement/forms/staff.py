"""Forms of those who answer; each is one step of the work on a case."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from commune_site.engagement.forms.public import CleanLine, CleanText
from commune_site.engagement.kinds import kind_choices
from commune_site.engagement.links import MOST_LINKS, found_for, link_to, suggestions_for
from commune_site.engagement.models.cases import Case
from commune_site.engagement.rights import people_answering
from commune_site.engagement.texts import clean_line, personal_data_in
from commune_site.engagement.topics import Topic
from portal_network.tenancy.models import Commune

FARTHEST_DATE = timedelta(days=90)
SHORTEST_REASON = 10
MOST_TICKS = 20


class StepForm(forms.Form):
    """A step of the work on one case."""

    def __init__(self, *args, case: Case, **kwargs) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.case = case


class AssignForm(StepForm):
    """Who works on it."""

    assignee = forms.ModelChoiceField(label=_("Worked on by"), queryset=None, empty_label=None)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        field.queryset = people_answering(
            province_id=self.case.province_id, commune_id=self.case.commune_id
        )
        field.label_from_instance = lambda user: user.get_full_name() or user.get_username()


class AnswerForm(StepForm):
    """The answer, with what it points to: found by words, ticked, or pasted."""

    answer = CleanText(label=_("Answer"), rows=10, min_length=SHORTEST_REASON)
    find = CleanLine(
        label=_("Find procedures, documents and pages to link"), required=False, max_length=100
    )
    suggested = forms.MultipleChoiceField(
        label=_("Link what you tick"), required=False, widget=forms.CheckboxSelectMultiple
    )
    addresses = CleanText(
        label=_("Other pages"), required=False, rows=2,
        help_text=_(
            "One address per line: a page of the province's sites, or one that ends in .gov.vn."
        ),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        proposal = self.case.proposed
        if proposal is not None:
            links = [url for _title, url in proposal.links]
            self.initial = {"answer": proposal.text, "suggested": links} | self.initial
        words, ticked = self._sent("find") or "", self._sent("suggested") or []
        kept = [link for url in ticked[:MOST_TICKS] if (link := link_to(url, self.case))]
        found = found_for(self.case, clean_line(words))
        self.found_nothing = bool(words.strip()) and not found
        shown = [(url, title) for title, url in kept]
        near = [*found, *suggestions_for(self.case)]
        shown += [(row.url, str(row)) for row in near]
        # What was ticked stays where it was found first.
        self.fields["suggested"].choices = list(dict(reversed(shown)).items())[::-1]
        self.titles = {row.url: row.title for row in near} | {url: title for title, url in kept}

    def _sent(self, name: str):
        """Return what was typed so far, also while the form is only searched with."""
        if not self.is_bound:
            return self.initial.get(name)
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def clean_addresses(self) -> list[tuple[str, str]]:
        """Return titles and addresses."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].split("\n")]
        found = [(line, link_to(line, self.case)) for line in lines if line]
        if unknown := [line for line, link in found if link is None]:
            raise ValidationError(
                _("No public page of the province, and no official site: %(address)s")
                % {"address": unknown[0][:200]}
            )
        return [link for _line, link in found]

    def clean(self) -> dict:
        """Allow a few links."""
        cleaned = super().clean()
        if len(self.links()) > MOST_LINKS:
            self.add_error("addresses", _("At most %(most)d pages.") % {"most": MOST_LINKS})
        return cleaned

    def links(self) -> list[tuple[str, str]]:
        """Return titles and addresses of everything that is linked."""
        ticked = [(self.titles[url], url) for url in self.cleaned_data.get("suggested") or ()]
        return list(dict.fromkeys([*ticked, *(self.cleaned_data.get("addresses") or ())]))


class ProgressForm(StepForm):
    """Until when it takes longer, and why."""

    due_on = forms.DateField(label=_("New date"), widget=AdminDateInput)
    note = CleanText(label=_("Reason, as the sender reads it"), rows=3, min_length=SHORTEST_REASON)

    def clean_due_on(self):
        """Refuse a date that is no promise."""
        due_on, today = self.cleaned_data["due_on"], timezone.localdate()
        if not today < due_on <= today + FARTHEST_DATE:
            raise ValidationError(_("The date must lie within the next three months."))
        return due_on


class ForwardForm(StepForm):
    """Which agency answers instead."""

    agency = CleanLine(label=_("Competent agency"), max_length=200, min_length=3)
    email = forms.EmailField(
        label=_("E-mail of the agency"), required=False,
        help_text=_(
            "If given, the question is sent there; with contact data only if the sender agreed."
        ),
    )  # fmt: skip
    note = CleanText(label=_("What the sender reads"), rows=3, required=False)


class RefuseForm(StepForm):
    """Why it is not accepted."""

    note = CleanText(label=_("Reason, as the sender reads it"), rows=3, min_length=SHORTEST_REASON)


class TransferForm(StepForm):
    """To the province, or from it to one of its communes; the deadline stays."""

    commune = forms.ModelChoiceField(label=_("Commune"), queryset=Commune.objects.none())
    note = CleanText(label=_("Note for the receiver"), rows=2, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.case.commune_id:
            del self.fields["commune"]
        else:
            rows = Commune.objects.filter(province=self.case.province_id).order_by("name")
            self.fields["commune"].queryset = rows


class SignForm(StepForm):
    """The signature under an answer as it was read."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.case.proposed is not None:
            self.initial = {"version": self.case.proposed.version} | self.initial


class SendBackForm(SignForm):
    """What is to be changed before it can be signed."""

    reason = CleanText(label=_("What is to be changed"), rows=3, min_length=SHORTEST_REASON)


class NoteForm(StepForm):
    """What only colleagues read."""

    note = CleanText(label=_("Internal note"), rows=2)


class PublishForm(StepForm):
    """Question and answer for everybody, without anything personal."""

    title = CleanLine(label=_("Title"), max_length=200, min_length=5)
    topic = forms.ChoiceField(label=_("Field of work"), choices=Topic.choices)
    question = CleanText(label=_("Question, anonymised"), rows=6)
    answer_text = CleanText(label=_("Answer, anonymised"), rows=8)
    checked = forms.BooleanField(
        label=_("I have taken out names, addresses, numbers and everything that tells who asked.")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        page = self.case.answer_page
        first = (page.title, page.question) if page else (self.case.subject, self.case.body)
        self.initial = {
            "title": first[0],
            "question": first[1],
            "answer_text": self.case.answer,
            "topic": self.case.topic or Topic.OTHER,
        } | self.initial

    def clean(self) -> dict:
        """Point at what is still personal, beside its field."""
        cleaned = super().clean()
        contact = self.case.contact()
        for name in ("title", "question", "answer_text"):
            if found := personal_data_in(cleaned.get(name) or "", contact):
                text = _("This tells who asked: %(found)s") % {"found": ", ".join(found)}
                self.add_error(name, text)
        return cleaned


class CorrectionForm(StepForm):
    """What stands on the page from its confirmation on."""

    text = CleanText(label=_("What was wrong, and what is right"), rows=3, min_length=10)
    reason = CleanLine(label=_("Reason"), max_length=255, min_length=5)


class BlockForm(StepForm):
    """Why nothing more is received from there."""

    reason = CleanLine(label=_("Reason"), max_length=255, min_length=5)


class RegisterFilterForm(forms.Form):
    """Which cases the register lists; a value that is none is as if it were not there."""

    TABS = [
        ("open", _("Waiting")),
        ("overdue", _("Overdue")),
        ("free", _("Nobody works on it")),
        ("closed", _("Closed")),
    ]

    tab = forms.ChoiceField(label=_("Cases"), required=False, choices=TABS)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    commune = forms.ModelChoiceField(
        label=_("Commune"), required=False, queryset=Commune.objects.none(), empty_label=_("All")
    )
    q = CleanLine(label=_("Number or words"), required=False, max_length=100)

    def __init__(self, data, *, communes) -> None:
        super().__init__(data, label_suffix="")
        self.fields["kind"].choices = [("", _("All")), *kind_choices()]
        if communes is None:
            del self.fields["commune"]
        else:
            self.fields["commune"].queryset = communes

    def wanted(self) -> dict:
        """Return the values that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
