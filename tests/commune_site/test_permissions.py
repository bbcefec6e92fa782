"""The mandated tree of a site stays whole, whoever works on it."""

import pytest

from commune_site.models import PortalPage
from portal_network.tenancy.models import Commune, Province, Role
from tests.factories import make_article, make_user
from tests.networks import build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    """A commune of a small network."""
    build_network(province="20", communes=1)
    return Commune.objects.get()


@pytest.mark.parametrize("key", ["home", "group:gioi-thieu", "section:news", "section:contacts"])
@pytest.mark.parametrize("role", [Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR])
def test_structure_can_be_edited_but_not_taken_apart(commune, key, role):
    place = commune if role == Role.SITE_ADMINISTRATOR else Province.objects.get()
    page = PortalPage.objects.get(commune=commune, registry_key=key).specific
    may = page.permissions_for_user(make_user(role, place))
    assert may.can_edit()
    assert not may.can_delete()
    assert not may.can_move()
    assert not may.can_copy()
    assert not may.can_unpublish()


def test_an_operator_may_remove_a_section_but_no_home_page(commune, admin_user):
    section = PortalPage.objects.get(commune=commune, registry_key="section:news")
    home = PortalPage.objects.get(commune=commune, registry_key="home")
    assert section.permissions_for_user(admin_user).can_delete()
    assert not home.permissions_for_user(admin_user).can_delete()


def test_an_approver_may_delete_unpublish_and_copy_an_article(commune):
    article = make_article(commune.code, "news")
    may = article.permissions_for_user(make_user(Role.APPROVER, commune))
    assert may.can_delete()
    assert may.can_unpublish()
    assert may.can_copy()


def test_an_editor_neither_publishes_nor_unpublishes(commune):
    article = make_article(commune.code, "news")
    may = article.permissions_for_user(make_user(Role.EDITOR, commune))
    assert may.can_edit()
    assert not may.can_publish()
    assert not may.can_unpublish()
