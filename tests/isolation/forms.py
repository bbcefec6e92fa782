"""One's own forms, read from the page as a browser reads them, and every reference in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django import forms as django_forms
from django.db.models import Model
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import BlockField
from wagtail.test.utils.form_data import _querydict_from_form

from tests.isolation.attempts import Answer, Attempt, pairs
from tests.isolation.numbering import NEVER
from tests.isolation.places import Place
from tests.isolation.references import Data, content_state, plain, references, rich_text_references

# What a browser sends and nobody chooses: the book-keeping of rows, marks of the page.
BOOK_KEEPING = (
    "-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-ORDER", "-DELETE",
    "-count", "-order", "-deleted", "-type",
)  # fmt: skip
FREE_TEXT = {
    "text", "email", "url", "search", "tel", "password", "date", "datetime-local", "time", "color",
    "submit", "button", "file", "image", "reset", "number",
}  # fmt: skip
TEMPLATE_ROW = "__prefix__"


@dataclass(frozen=True)
class Slot:
    """One reference of a form: its data with a key of nobody, and whose rows it is meant for.

    ``takes_own`` tells that the same data with a row of one's own is a valid form.
    """

    name: str
    model: type[Model] | None
    data: Data
    takes_own: bool = True


@dataclass
class PostForm:
    """A form as it was served, and the same data as a browser would send it back."""

    address: str
    path: str
    data: Data
    html_fields: list[str]
    buttons: list[str] = field(default_factory=list)
    django_form: django_forms.BaseForm | None = None

    @property
    def kind(self) -> str:
        """Return what the form is about, in a word."""
        model = getattr(getattr(self.django_form, "_meta", None), "model", None)
        return model.__name__ if model else ""

    def attempt(self, extra: Data, **more) -> Attempt:
        """Return the request that sends the form with some of its data changed."""
        return Attempt(self.address, "POST", self.path, data=pairs(self.data | extra), **more)

    def slots(self, own: Place) -> Iterator[Slot]:
        """Yield every reference of the form: choices, blocks, rich texts, rows."""
        texts = self._rich_texts()
        for name in self.html_fields:
            if name in texts:
                continue
            yield Slot(name, None, {name: str(NEVER)})
        if self.django_form is None:
            return
        for name, form_field in self.django_form.fields.items():
            key = self.django_form.add_prefix(name)
            yield from _slots_of_field(key, form_field, own)
        for name, formset in getattr(self.django_form, "formsets", {}).items():
            yield from self._slots_of_rows(name, formset)

    def _rich_texts(self) -> set[str]:
        # Their hidden inputs hold a whole text, not a choice.
        if self.django_form is None:
            return set()
        return {
            self.django_form.add_prefix(name)
            for name, form_field in self.django_form.fields.items()
            if isinstance(form_field.widget, DraftailRichTextArea)
        }

    def _slots_of_rows(self, name: str, formset) -> Iterator[Slot]:
        total = int(self.data.get(f"{formset.prefix}-TOTAL_FORMS", 0))
        initial = int(self.data.get(f"{formset.prefix}-INITIAL_FORMS", 0))
        row = f"{formset.prefix}-{total}"
        one_more = {f"{formset.prefix}-TOTAL_FORMS": str(total + 1), f"{row}-ORDER": str(total + 1)}
        new_row = formset.empty_form
        new_row.prefix = row
        one_more |= _required_words(new_row, {})
        for field_name, form_field in new_row.fields.items():
            if isinstance(form_field, django_forms.ModelChoiceField) and field_name != "id":
                model = form_field.queryset.model
                yield Slot(
                    f"{name}: new {field_name}",
                    model,
                    one_more | {f"{row}-{field_name}": str(NEVER)},
                )
        stolen = one_more | {
            f"{formset.prefix}-INITIAL_FORMS": str(initial + 1),
            f"{row}-id": str(NEVER),
        }
        yield Slot(f"{name}: somebody's row", formset.model, stolen, takes_own=False)


def forms_of(attempt: Attempt, answer: Answer, own: Place) -> list[PostForm]:
    """Return the forms of a page that send something back."""
    if not answer.succeeded or "html" not in answer.content_type:
        return []
    markup = answer.text.partition("\n\n")[2]
    found = []
    for tag in BeautifulSoup(markup, "html.parser").find_all("form"):
        if (tag.get("method") or "get").lower() != "post":
            continue
        for row in tag.find_all("template"):
            row.decompose()
        path = urljoin(attempt.path, tag.get("action") or "")
        data = {
            name: values[-1]
            for name, values in _querydict_from_form(tag).lists()
            if TEMPLATE_ROW not in name
        }
        form = _form_behind(answer, data)
        if form is not None:
            data |= _blocks_and_texts(form, own)
            data |= _required_words(form, data)
        buttons = [str(button["name"]) for button in tag.find_all("button", attrs={"name": True})]
        found.append(PostForm(attempt.address, path, data, _choices(tag), buttons, form))
    return found


def _form_behind(answer: Answer, data: Data) -> django_forms.BaseForm | None:
    """Return the form object whose fields these are, where the view tells."""
    context = getattr(answer.response, "context", None)
    form = context.get("form") if context is not None else None
    if not isinstance(form, django_forms.BaseForm):
        return None
    known = any(form.add_prefix(name) in data for name in form.fields)
    return form if known else None


def _blocks_and_texts(form: django_forms.BaseForm, own: Place) -> Data:
    data: Data = {}
    for name, form_field in form.fields.items():
        key = form.add_prefix(name)
        if isinstance(form_field, BlockField):
            data |= plain(form_field.block, key, _own_key(own))
        elif isinstance(form_field.widget, DraftailRichTextArea):
            data[key] = content_state("x")
    return data


def _required_words(form: django_forms.BaseForm, data: Data) -> Data:
    """Return something for every field that must be filled in with words or a number and is not."""
    words: Data = {}
    for name, form_field in form.fields.items():
        key = form.add_prefix(name)
        if not form_field.required or data.get(key, "").strip():
            continue
        if isinstance(form_field, django_forms.IntegerField):
            words[key] = "1"
        elif type(form_field) is django_forms.CharField:
            words[key] = "A"
    return words


def _slots_of_field(key: str, form_field: django_forms.Field, own: Place) -> Iterator[Slot]:
    if isinstance(form_field, BlockField):
        for label, model, data in references(form_field.block, key, _own_key(own)):
            yield Slot(label, model, data)
    elif isinstance(form_field.widget, DraftailRichTextArea):
        for label, model, data in rich_text_references(key):
            yield Slot(label, model, data)


def _own_key(own: Place):
    return lambda model: own.samples[model][0]


def _choices(tag: Tag) -> list[str]:
    free = {"csrfmiddlewaretoken", "next", None, ""}
    for element in tag.find_all("textarea"):
        free.add(element.get("name"))
    for element in tag.find_all("input"):
        if (element.get("type") or "text") in FREE_TEXT:
            free.add(element.get("name"))
    names = {element.get("name") for element in tag.find_all(["input", "select"])} - free
    return sorted(
        name for name in names if TEMPLATE_ROW not in name and not name.endswith(BOOK_KEEPING)
    )


def previewed(form: PostForm, attempt: Attempt) -> Attempt:
    """Return the attempt as a preview: posted, then shown."""
    path = f"{form.path}preview/"
    address = form.address.rpartition(":")[0] + (
        ":preview_on_add" if form.address.endswith(":add") else ":preview_on_edit"
    )
    shown = Attempt(address, "GET", path, foreign=attempt.foreign)
    return replace(attempt, address=address, path=path, then=shown)
