"""Choosing a type of page: each says what it is for, and shows it."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from wagtail.models import get_page_models

from commune_site.models import PortalPage
from commune_site.workplace.page_kinds import DESCRIPTIONS
from portal_network.tenancy.models import Role
from tests.factories import make_user, section_page
from tests.networks import TAM_THANH

SYMBOL = "{http://www.w3.org/2000/svg}symbol"


def chosen_types() -> set[str]:
    """Return the labels of the types that officers may choose."""
    models = (model for model in get_page_models() if model.is_creatable and model != PortalPage)
    return {model._meta.label_lower for model in models}


def test_every_type_that_can_be_chosen_is_described_and_drawn():
    drawing = ElementTree.parse(finders.find("workplace/img/page-types.svg"))
    drawn = {symbol.get("id") for symbol in drawing.iter(SYMBOL)}
    assert set(DESCRIPTIONS) == chosen_types()
    assert drawn == {label.split(".")[1] for label in DESCRIPTIONS}


@pytest.mark.django_db
def test_the_screen_shows_section_description_and_picture_of_each_type(network, client_for):
    client = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))
    section = section_page(TAM_THANH, "leader-activities")
    screen = client.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk]))
    text = screen.content.decode()
    assert "Trang mới trong “Lịch làm việc lãnh đạo”" in text
    assert "Lãnh đạo làm việc gì, ở đâu, lúc nào trong tuần, tháng" in text
    assert "#workweekpage" in text and "#articlepage" in text
    assert 'href="/quan-tri/huong-dan/soan-bai-truc-tiep/"' in text
