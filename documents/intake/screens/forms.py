"""The forms that take files, and what an officer confirms of each."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from commune_site.models import SectionPage
from documents.intake.bases import Basis, bases_of
from documents.intake.items import FIELDS
from documents.intake.proposals import CERTAIN
from documents.intake.sections import section_by_contents
from documents.models import IntakeItem, LegalDocumentPage

MOST_FILES = 30
_LABELS = {"title": _("Summary of the document (title of the page)")}
_DATES = ("issued_on", "effective_on", "expired_on")


class SeveralFiles(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """At least one file; what each of them holds is checked one by one later."""

    widget = SeveralFiles(attrs={"accept": ".pdf,.docx", "data-intake-files": ""})

    def clean(self, data, initial=None) -> list:
        """Return the files."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(
                ngettext(
                    "At most %(most)d file at a time.", "At most %(most)d files at a time.",
                    MOST_FILES,
                )
                % {"most": MOST_FILES}
            )  # fmt: skip
        return files


class DropForm(forms.Form):
    """The files."""

    files = FilesField(
        label=_("Files to post"),
        help_text=_("PDF or Word (.docx), signed files and scans too; at most 30 at a time."),
        error_messages={"required": _("Choose at least one file.")},
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A field with what was read for it; ``proposal`` is None where nothing was found."""

    field: BoundField
    proposal: dict | None

    @property
    def is_certain(self) -> bool:
        """Tell whether the reading is sure of it."""
        return bool(self.proposal) and self.proposal["confidence"] >= CERTAIN


class ConfirmForm(forms.Form):
    """The fields of a document as the page has them, filled with what was read."""

    def __init__(self, item: IntakeItem, sections: list[SectionPage], data=None) -> None:
        super().__init__(data)
        self.item = item
        self.fields.update(_page_fields())
        for name, proposal in item.proposals.items():
            if name in self.fields:
                value = proposal["value"]
                self.initial[name] = parse_date(value) if name in _DATES else value
        self.initial.setdefault("title", "")
        self._sections = {str(page.pk): page for page in sections}
        self.fields["section"] = forms.ChoiceField(
            label=_("Section to post in"), choices=[(page.pk, page.title) for page in sections]
        )
        self.initial["section"] = self._usual_section(sections)
        self.bases = bases_of(item.legal_bases, item.parent.tenant)
        # Each is offered with its passage; what the officer leaves in becomes a relation.
        self.fields["bases"] = forms.MultipleChoiceField(
            label=_("Based on"),
            required=False,
            choices=[(basis.key, basis.words) for basis in self.bases],
        )
        self.initial["bases"] = [basis.key for basis in self.bases]

    def _usual_section(self, sections: list[SectionPage]) -> int | None:
        if str(self.item.parent_id) in self._sections:
            return self.item.parent_id
        section = section_by_contents(sections, self.initial)
        return section.pk if section else None

    def rows(self) -> list[Row]:
        """Return the fields of the document in their order."""
        return [Row(self[name], self.item.proposals.get(name)) for name in FIELDS]

    def shown_bases(self) -> list[tuple[Basis, bool]]:
        """Return the grounds with whether they are chosen."""
        chosen = self["bases"].value() or []
        return [(basis, basis.key in chosen) for basis in self.bases]

    def chosen_bases(self) -> list[Basis]:
        """Return the grounds that become relations."""
        return [basis for basis in self.bases if basis.key in self.cleaned_data["bases"]]

    def clean_title(self) -> str:
        """Return the summary as one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_section(self) -> SectionPage:
        """Return the section itself."""
        return self._sections[self.cleaned_data["section"]]

    def values(self) -> dict:
        """Return what the page is made of."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def _page_fields() -> dict[str, forms.Field]:
    fields = forms.fields_for_model(
        LegalDocumentPage, fields=list(FIELDS), labels=_LABELS,
        widgets={name: AdminDateInput for name in _DATES} | {
            "title": AdminAutoHeightTextInput, "recipients": AdminAutoHeightTextInput,
        },
    )  # fmt: skip
    fields["title"].help_text = ""
    return fields
