"""System checks name the block and the page type that would accept rows of any place."""

import pytest
from django.core.checks.registry import registry
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from commune_site.models import ArticlePage, InformationPage
from portal_network.tenancy.isolation.reference_checks import check_blocks, check_page_forms


def test_the_checks_run_with_every_command_and_find_nothing():
    assert {check_blocks, check_page_forms} <= set(registry.registered_checks)
    assert check_blocks(None) == []
    assert check_page_forms(None) == []


@pytest.mark.parametrize(
    "block",
    [
        ImageChooserBlock(),
        ImageBlock(),
        blocks.PageChooserBlock(),
        blocks.RichTextBlock(),
        blocks.ListBlock(DocumentChooserBlock()),
        blocks.StructBlock([("inner", blocks.ListBlock(blocks.RichTextBlock()))]),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_block_of_wagtail_is_found_at_any_depth(monkeypatch, block):
    field = InformationPage._meta.get_field("body")
    monkeypatch.setattr(field, "stream_block", blocks.StreamBlock([("added", block)]))
    errors = check_blocks(None)
    assert {error.id for error in errors} == {"tenancy.E008"}
    assert "commune_site.InformationPage.body" in errors[0].msg


def test_a_page_type_with_a_form_of_wagtail_is_found(monkeypatch):
    monkeypatch.setattr(ArticlePage, "base_form_class", WagtailAdminPageForm)
    assert [(error.id, error.obj) for error in check_page_forms(None)] == [
        ("tenancy.E009", ArticlePage)
    ]
