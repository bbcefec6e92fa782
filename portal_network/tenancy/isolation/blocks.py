"""Blocks that refuse references to what is not the person's; use these in every StreamField."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal_network.tenancy.isolation.references import (
    REFUSAL,
    own_row,
    own_rows,
    refuse_foreign_links,
)
from portal_network.tenancy.isolation.widgets import (
    OwnDocumentChooser,
    OwnImageChooser,
    OwnPageChooser,
)


@dataclass(frozen=True, slots=True)
class RefusedChoice:
    """What stands in a form for a posted key without a row within reach, until it is cleaned."""

    key: object
    pk: None = None


class OwnChoiceField(forms.ModelChoiceField):
    """A choice among the rows within reach at the time of asking.

    A block and its field live as long as the process, so a query kept by the field would answer
    everybody within the reach of whoever came first.
    """

    def __init__(self, model: type[Model], **kwargs) -> None:
        self.model = model
        super().__init__(queryset=None, **kwargs)

    def _own_rows(self) -> QuerySet:
        return own_rows(self.model)

    def _keep_nothing(self, queryset: QuerySet | None) -> None:
        pass

    queryset = property(_own_rows, _keep_nothing)


class OwnRowsMixin:
    """Turns a chooser block into one that knows only rows within reach."""

    @cached_property
    def field(self) -> OwnChoiceField:
        """Return the form field, which asks anew each time."""
        return OwnChoiceField(
            self.model_class,
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
            error_messages={"invalid_choice": REFUSAL},
        )

    def to_python(self, value):
        """Return the row of a stored key; None for one out of reach, as for a deleted one."""
        return None if value is None else own_row(self.model_class, value)

    def bulk_to_python(self, values: list) -> list:
        """Return the rows of stored keys with one query."""
        keys = [value for value in values if isinstance(value, int)]
        found = own_rows(self.model_class).in_bulk(keys)
        return [found.get(value) for value in values]

    def value_from_form(self, value):
        """Return the chosen row, None for no choice, or a mark for a choice that is refused."""
        if value is None or isinstance(value, self.model_class | RefusedChoice):
            return value
        return own_row(self.model_class, value) or RefusedChoice(value)

    def clean(self, value):
        """Return the chosen row.

        Raises:
            ValidationError: it lies out of reach or does not exist, or nothing is chosen.
        """
        if isinstance(value, RefusedChoice):
            raise ValidationError(REFUSAL, code="invalid_choice")
        return super().clean(value)

    def get_form_state(self, value):
        """Return what the chooser shows; nothing for a refused choice."""
        return super().get_form_state(None if isinstance(value, RefusedChoice) else value)

    def extract_references(self, value):
        """Yield the reference of a choice that was not refused."""
        if not isinstance(value, RefusedChoice):
            yield from super().extract_references(value)


class OwnImageChooserBlock(OwnRowsMixin, ImageChooserBlock):
    """A picture within reach."""

    @cached_property
    def widget(self) -> OwnImageChooser:
        """Return a chooser that shows no picture out of reach."""
        return OwnImageChooser()


class OwnDocumentChooserBlock(OwnRowsMixin, DocumentChooserBlock):
    """A file within reach."""

    @cached_property
    def widget(self) -> OwnDocumentChooser:
        """Return a chooser that shows no file out of reach."""
        return OwnDocumentChooser()


class OwnPageChooserBlock(OwnRowsMixin, blocks.PageChooserBlock):
    """A page within reach."""

    @cached_property
    def widget(self) -> OwnPageChooser:
        """Return a chooser that shows no page out of reach."""
        return OwnPageChooser(
            target_models=self.target_models, can_choose_root=self.can_choose_root
        )


class OwnRichTextBlock(blocks.RichTextBlock):
    """A text whose links and pictures lie within reach."""

    def __init__(self, *args, validators=(), **kwargs) -> None:
        super().__init__(*args, validators=[*validators, refuse_foreign_links], **kwargs)
