"""System checks: whoever adds a page type or a block cannot forget to ask the reach."""

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error, register
from django.db.models import Model
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from portal_network.tenancy.isolation.blocks import OwnRichTextBlock, OwnRowsMixin
from portal_network.tenancy.isolation.forms import OwnReferencesMixin

OWN_BLOCKS = {
    blocks.ChooserBlock: OwnRowsMixin,
    blocks.RichTextBlock: OwnRichTextBlock,
}


@register("tenancy")
def check_blocks(app_configs, **kwargs) -> list[Error]:
    """Refuse blocks that take whatever number is posted."""
    return [
        Error(
            f"{model._meta.label}.{field.name} holds a {type(block).__name__} that accepts rows of "
            "any place.",
            hint="Use the blocks of portal_network.tenancy.isolation.blocks.",
            obj=model,
            id="tenancy.E008",
        )
        for model, field in _stream_fields()
        for block in _blocks_within(field.stream_block)
        if any(isinstance(block, kind) and not isinstance(block, own)
               for kind, own in OWN_BLOCKS.items())
    ]  # fmt: skip


@register("tenancy")
def check_page_forms(app_configs, **kwargs) -> list[Error]:
    """Refuse page types whose form takes whatever number is posted."""
    return [
        Error(
            f"The form of {model._meta.label} accepts rows of any place.",
            hint="Derive the page from PortalPage, its base_form_class from OwnPageForm.",
            obj=model,
            id="tenancy.E009",
        )
        for model in get_page_models()
        if not model.__module__.startswith("wagtail.")
        and not issubclass(model.base_form_class, OwnReferencesMixin)
    ]


def _stream_fields() -> list[tuple[type[Model], StreamField]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]


def _blocks_within(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    children = list(getattr(block, "child_blocks", {}).values())
    if isinstance(block, blocks.ListBlock):
        children.append(block.child_block)
    for child in children:
        yield from _blocks_within(child)
