"""What checks read of a page of any type: its texts, its pictures, its files."""

import re
from collections.abc import Iterator

from django.db.models import CharField, JSONField, TextField
from django.utils.html import strip_tags
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

# Columns of the base that hold no words of the officer, or none that the public reads as text.
_BASE_TEXTS = ("title", "summary")
ROWS_READ = "_attached_rows"


def own_fields(page) -> Iterator:
    """Yield the fields that the type of a page adds to the base, and title and summary."""
    for field in page._meta.concrete_fields:
        if field.is_relation:
            continue
        model = field.model
        is_base = model._meta.label in {"wagtailcore.Page", "commune_site.PortalPage"}
        if field.name in _BASE_TEXTS or not is_base:
            yield field


def rich_texts(page) -> Iterator[str]:
    """Yield the HTML of every rich text of a page, in blocks of any depth."""
    for field in own_fields(page):
        value = getattr(page, field.name)
        if isinstance(field, StreamField):
            yield from _rich_texts_in(value)
        elif isinstance(field, RichTextField):
            yield value or ""


def _rich_texts_in(value) -> Iterator[str]:
    if isinstance(value, RichText):
        yield value.source
    elif hasattr(value, "block_type"):
        yield from _rich_texts_in(value.value)
    elif hasattr(value, "values"):
        for one in value.values():
            yield from _rich_texts_in(one)
    elif hasattr(value, "__iter__") and not isinstance(value, str | bytes):
        for one in value:
            yield from _rich_texts_in(one)


def all_words(page) -> str:
    """Return everything that the public could read of a page, tables included."""
    return "\n".join(_words(page))


def _words(page) -> Iterator[str]:
    for field in own_fields(page):
        value = getattr(page, field.name)
        if not value:
            continue
        if isinstance(field, StreamField):
            yield from _strings_in(value.get_prep_value())
        elif isinstance(field, JSONField):
            yield from _strings_in(value)
        elif isinstance(field, CharField | TextField) and isinstance(value, str):
            yield strip_tags(value)


def _strings_in(value) -> Iterator[str]:
    """Yield the texts of nested data; keys and ids of blocks are none."""
    if isinstance(value, str):
        yield strip_tags(value)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in {"id", "type"}:
                yield from _strings_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings_in(one)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def text_length(page) -> int:
    """Return the number of letters of a page's text, spaces not doubled."""
    return len(re.sub(r"\s+", " ", str(page.plain_text)).strip())


def picture_blocks(page) -> Iterator[dict]:
    """Yield the values of the picture blocks in the streams of a page."""
    for field in own_fields(page):
        if isinstance(field, StreamField):
            for block in getattr(page, field.name) or ():
                if block.block_type == "image":
                    yield block.value


def attached_rows(page) -> list:
    """Return the rows of the files of a page; read once for each examination."""
    if ROWS_READ not in page.__dict__:
        page.__dict__[ROWS_READ] = list(page.attachments.all())
    return page.__dict__[ROWS_READ]


def forget_rows(page) -> None:
    """Let the next question read the rows anew."""
    page.__dict__.pop(ROWS_READ, None)


def has_body(page) -> bool:
    """Tell whether the type has a text of its own."""
    return any(field.name == "body" for field in own_fields(page))


def shows_field(page, name: str) -> bool:
    """Tell whether the form of the page's type has this field."""
    return name in page.get_edit_handler().get_form_options()["fields"]


def is_posted(page) -> bool:
    """Tell whether the page is something that is posted in a section, not a part of the tree."""
    return not getattr(page, "registry_key", "")
