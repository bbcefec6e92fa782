"""Every place inside a form's blocks and rich texts where the id of another row may stand."""

import json
from collections.abc import Callable, Iterator

from django.db.models import Model
from wagtail import blocks
from wagtail.blocks.field_block import ChooserBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.isolation.numbering import NEVER

Data = dict[str, str]
# What is written into a reference, and the model of whose rows it is meant to be.
Reference = tuple[str, type[Model], Data]
# Gives the key of a row of one's own.
OwnKey = Callable[[type[Model]], object]

ENTITIES: dict[str, tuple[type[Model], dict[str, object]]] = {
    "LINK": (Page, {"id": NEVER, "url": "/"}),
    "DOCUMENT": (get_document_model(), {"id": NEVER, "url": "/"}),
    "IMAGE": (get_image_model(), {"id": NEVER, "alt": "x", "format": "fullwidth"}),
}
PLAIN_VALUES: tuple[tuple[type[blocks.Block], str], ...] = (
    (blocks.URLBlock, "https://vidu.invalid/video"),
    (blocks.EmailBlock, "a@vidu.invalid"),
    (blocks.IntegerBlock, "1"),
    (blocks.BooleanBlock, ""),
    (blocks.DateBlock, "15/03/2026"),
    (TableBlock, json.dumps({"data": [["x"]]})),
    (blocks.CharBlock, "x"),
    (blocks.TextBlock, "x"),
)


class UnknownBlock(Exception):
    """A block of a kind for which nobody has told the attacker what to write."""


def references(block: blocks.Block, prefix: str, own: OwnKey) -> Iterator[Reference]:
    """Yield, per reference below the block, form data that fits but for a key of nobody in it.

    ``own`` gives a key of one's own where the data needs another row beside it.
    """
    if isinstance(block, ChooserBlock):
        yield prefix, block.target_model, {prefix: str(NEVER)}
    elif isinstance(block, blocks.RichTextBlock):
        yield from rich_text_references(prefix)
    elif isinstance(block, blocks.StreamBlock):
        for name, child in block.child_blocks.items():
            for label, model, data in references(child, f"{prefix}-0-value", own):
                yield f"{label} in {name}", model, data | _stream(prefix, name)
    elif isinstance(block, blocks.ListBlock):
        for label, model, data in references(block.child_block, f"{prefix}-0-value", own):
            yield label, model, data | _list(prefix)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            rest: Data = {}
            for other, sibling in block.child_blocks.items():
                if other != name:
                    rest |= plain(sibling, f"{prefix}-{other}", own)
            for label, model, data in references(child, f"{prefix}-{name}", own):
                yield label, model, rest | data


def rich_text_references(name: str) -> Iterator[Reference]:
    """Yield one text per kind of link that the editor can make."""
    for kind, (model, data) in ENTITIES.items():
        yield f"{name} {kind}", model, {name: content_state("x", kind, data)}


def content_state(text: str, kind: str = "", data: dict[str, object] | None = None) -> str:
    """Return what the rich text editor sends for a text, all of it one entity."""
    block = {
        "key": "a", "text": text, "depth": 0, "inlineStyleRanges": [], "data": {},
        "type": "atomic" if kind == "IMAGE" else "unstyled",
        "entityRanges": [{"offset": 0, "length": len(text), "key": 0}] if kind else [],
    }  # fmt: skip
    mutability = "IMMUTABLE" if kind == "IMAGE" else "MUTABLE"
    entities = {"0": {"type": kind, "mutability": mutability, "data": data}} if kind else {}
    return json.dumps({"blocks": [block], "entityMap": entities})


def plain(block: blocks.Block, prefix: str, own: OwnKey) -> Data:
    """Return the least form data with which the block is valid.

    Raises:
        UnknownBlock: for a kind that is not in ``PLAIN_VALUES``.
    """
    if isinstance(block, ChooserBlock):
        return {prefix: str(own(block.target_model)) if block.required else ""}
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: content_state("x")}
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        return {f"{prefix}-count": "0"}
    if isinstance(block, blocks.StructBlock):
        data: Data = {}
        for name, child in block.child_blocks.items():
            data |= plain(child, f"{prefix}-{name}", own)
        return data
    if isinstance(block, blocks.ChoiceBlock):
        return {prefix: next(str(value) for value, _label in block.field.choices if value)}
    for kind, value in PLAIN_VALUES:
        if isinstance(block, kind):
            return {prefix: value}
    raise UnknownBlock(f"{type(block).__name__} at {prefix}")


def _stream(prefix: str, name: str) -> Data:
    return {
        f"{prefix}-count": "1", f"{prefix}-0-type": name, f"{prefix}-0-order": "0",
        f"{prefix}-0-deleted": "", f"{prefix}-0-id": "",
    }  # fmt: skip


def _list(prefix: str) -> Data:
    return {
        f"{prefix}-count": "1", f"{prefix}-0-order": "0", f"{prefix}-0-deleted": "",
        f"{prefix}-0-id": "",
    }  # fmt: skip
