"""Rooms give meaning to the words of the registry, each word once."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from commune_site.models import ArticlePage, InformationPage, SectionPage
from commune_site.page_types import is_posted_in
from commune_site.sections import get_registry
from commune_site.sections.vocabulary import PAGE_TYPES, PRESENTATIONS, Vocabulary
from documents.models import LegalDocumentPage
from tests.factories import section_page


def test_a_word_cannot_be_given_two_meanings():
    words = Vocabulary("page type")
    words.register("article", "a text")
    with pytest.raises(ImproperlyConfigured, match="article"):
        words.register("article", "a thing")
    assert dict(words) == {"article": "a text"}


def test_every_word_of_the_shipped_registry_has_a_model_or_a_template():
    for section in get_registry().sections:
        for name in section.posted_types:
            assert PAGE_TYPES[name].model_class is not None
        assert section.standing is None or section.standing in PRESENTATIONS


def test_a_section_takes_what_the_registry_says():
    assert is_posted_in(LegalDocumentPage, "legal-documents")
    assert not is_posted_in(ArticlePage, "legal-documents")
    assert is_posted_in(ArticlePage, "a-section-of-nobody")


def test_the_form_of_a_new_page_opens_at_once_where_a_section_takes_one_type(
    network, commune, editor
):
    section = section_page(commune, "legal-documents")
    answer = editor.get(f"/quan-tri/pages/{section.pk}/add_subpage/")
    assert answer.status_code == 302
    assert f"/add/documents/legaldocumentpage/{section.pk}/" in answer["Location"]


def test_pages_outside_the_registry_take_every_type_that_fits(network, commune):
    group = section_page(commune, "legal-documents").get_parent().specific
    assert not group.section
    assert SectionPage.can_create_at(group)
    assert ArticlePage.can_create_at(group)
    assert not InformationPage.can_create_at(section_page(commune, "news"))
