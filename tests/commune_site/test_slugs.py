"""Addresses of pages keep every letter of a Vietnamese title, without its marks."""

import json
import re
import unicodedata

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from commune_site.forms import PortalPageForm
from commune_site.models import ArticlePage, PortalPage
from commune_site.slugs import VietnameseSlugInput, slug_of
from portal_network.tenancy.models import Role
from tests.factories import add_page, make_article, make_user, section_page
from tests.pages_as_seen import elements_of

TITLES = [
    ("Quyết toán", "quyet-toan"),
    ("Đường vào đền Kỳ Cùng", "duong-vao-den-ky-cung"),
    ("Ước thực hiện quý III", "uoc-thuc-hien-quy-iii"),
    ("Nghĩa vụ, đỗ quyên, Ỷ Lan", "nghia-vu-do-quyen-y-lan"),
]
VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)


def as_the_script_does(title):
    """Return the address as Wagtail's script makes it with the rules of our field."""
    attrs = VietnameseSlugInput().attrs
    for (pattern, flags), plain in json.loads(attrs["data-w-slug-formatters-value"]):
        assert flags == "gu"
        title = re.sub(pattern, plain, title)
    return re.sub(r"[-\s]+", "-", re.sub(r"[^-\w\s]", "", title.lower(), flags=re.ASCII))


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_titles_become_addresses_on_the_server_and_in_the_script(title, slug):
    assert slug_of(title) == slug
    assert as_the_script_does(title) == slug
    assert as_the_script_does(unicodedata.normalize("NFD", title)) == slug


@settings(deadline=None)
@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper(), min_size=1, max_size=40))
def test_the_script_drops_no_letter_of_vietnamese(word):
    assert len(as_the_script_does(word)) == len(word)
    assert as_the_script_does(word) == slug_of(word)


def test_the_form_of_every_page_type_has_the_field():
    types = [model for model in apps.get_models() if issubclass(model, PortalPage)]
    forms = {model: model.get_edit_handler().get_form_class() for model in types}
    assert len(types) > 20
    assert [model for model, form in forms.items() if not issubclass(form, PortalPageForm)] == []


@pytest.mark.django_db
def test_the_editor_gives_the_rules_to_the_script(network, client_for):
    commune = network.communes[0]
    editor = client_for(commune, make_user(Role.EDITOR, commune))
    page = editor.get(f"/quan-tri/pages/{make_article(commune).pk}/edit/")
    field = next(one for one in elements_of(page, "input") if one.get("name") == "slug")
    rules = json.loads(field["data-w-slug-formatters-value"])
    assert any("ế" in pattern and plain == "e" for (pattern, _flags), plain in rules)


@pytest.mark.django_db
def test_a_page_without_an_address_takes_it_from_its_title(network):
    section = section_page(network.communes[0], "news")
    made = [
        add_page(section, ArticlePage(title="Đổi mới đường phố", author="A", source="B"))
        for _number in range(2)
    ]
    assert [page.slug for page in made] == ["doi-moi-duong-pho", "doi-moi-duong-pho-1"]
