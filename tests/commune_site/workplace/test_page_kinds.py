"""Choosing a type of page: each says what it is for, and shows it."""

import xml.etree.ElementTree as ElementTree

from django.contrib.staticfiles import finders
from wagtail.models import get_page_models

from commune_site.models import PortalPage
from commune_site.workplace.page_kinds import DESCRIPTIONS

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
