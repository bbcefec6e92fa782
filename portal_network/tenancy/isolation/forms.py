"""Forms of the administration that refuse references to what is not the person's."""

from django import forms
from django.forms.models import apply_limit_choices_to_to_formfield
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.models import WagtailAdminModelFormMetaclass

from portal_network.tenancy.isolation.ownership import within
from portal_network.tenancy.isolation.references import REFUSAL, own_rows, refuse_foreign_links
from portal_network.tenancy.isolation.widgets import own_chooser
from portal_network.tenancy.scoping import active_reach


class OwnReferencesMixin:
    """Keeps every choice and every rich text of a form to the reach of the active scope.

    Blocks of a StreamField check themselves (:mod:`portal_network.tenancy.isolation.blocks`), the
    rows of an inline panel are forms of this kind again.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                keep_to_own_rows(field)
            elif getattr(field.widget, "accepts_features", False):
                # The mark of editors of rich text, whose module needs the models to be loaded.
                field.validators.append(refuse_foreign_links)


def keep_to_own_rows(field: forms.ModelChoiceField) -> None:
    """Let a field offer, accept and show again nothing but rows within reach."""
    rows = field.queryset
    if getattr(rows.model._default_manager, "is_scoped", False):
        # Made with the form's class, on behalf of nobody or of whoever asked first.
        field.queryset = own_rows(rows.model)
        apply_limit_choices_to_to_formfield(field)
    else:
        field.queryset = within(active_reach(), rows)
    field.error_messages["invalid_choice"] = REFUSAL
    field.widget = own_chooser(field.widget)


class RowsOfOneObjectMixin:
    """Lets the rows of an inline panel be those of the object that is edited, and no others.

    Django takes the key of any row there is, and so would tell which keys there are.
    """

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Offer the key of each row among those of the object alone."""
        super().add_fields(form, index)
        key = form.fields.get(self._pk_field.name)
        if isinstance(key, forms.ModelChoiceField):
            own_keys = [row.pk for row in self.get_queryset()]
            key.queryset = self.model._base_manager.filter(pk__in=own_keys)


class OwnFormMetaclass(WagtailAdminModelFormMetaclass):
    """Makes the rows of inline panels forms that keep to one's own, too."""

    def __new__(mcs, name: str, bases: tuple, attrs: dict) -> type:
        """Make the class; a panel may bring the form of its rows with it."""
        formsets = getattr(attrs.get("Meta"), "formsets", None) or {}
        for options in formsets.values():
            if form := options.get("form"):
                options["form"] = _keeping_to_own(form)
            options["formset"] = _keeping_to_rows_of(options.get("formset", BaseChildFormSet))
        return super().__new__(mcs, name, bases, attrs)

    @classmethod
    def child_form(cls) -> type[forms.ModelForm]:
        """Return the base of the forms of inline rows."""
        return OwnModelForm


class OwnModelForm(OwnReferencesMixin, WagtailAdminModelForm, metaclass=OwnFormMetaclass):
    """The base of forms of snippets and other rows."""


class OwnPageForm(OwnReferencesMixin, WagtailAdminPageForm, metaclass=OwnFormMetaclass):
    """The base of forms of pages; saving, publishing and previewing pass through it."""


def _keeping_to_own(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    if issubclass(form, OwnReferencesMixin):
        return form
    return type(form)(form.__name__, (OwnReferencesMixin, form), {})


def _keeping_to_rows_of(formset: type[BaseChildFormSet]) -> type[BaseChildFormSet]:
    if issubclass(formset, RowsOfOneObjectMixin):
        return formset
    return type(formset.__name__, (RowsOfOneObjectMixin, formset), {})
