"""The administration carries the name and the emblem of the authority on whose site one works."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db
HOME, SIGN_IN = "/quan-tri/", "/quan-tri/dang-nhap/"
NATIONAL = "commune_site/img/quoc-huy.svg"


@pytest.fixture
def emblem(network) -> str:
    """Give the first commune an emblem; return its address."""
    commune = network.communes[0]
    commune.emblem.save("huy-hieu.png", ContentFile(b"png"))
    return default_storage.url(commune.emblem.name)


def screens(client_for, tenant) -> list[str]:
    """Return the home screen of an editor and what strangers see, on one site."""
    editor = client_for(tenant, user=make_user(Role.EDITOR, tenant.code))
    answers = [editor.get(HOME), client_for(tenant).get(SIGN_IN)]
    assert [answer.status_code for answer in answers] == [200, 200]
    return [answer.content.decode() for answer in answers]


def test_the_own_emblem_stands_on_every_screen_where_there_is_one(network, client_for, emblem):
    for screen in screens(client_for, network.tenants[0]):
        assert f'class="portal-emblem" src="{emblem}"' in screen
        assert NATIONAL not in screen


def test_a_neighbour_keeps_the_emblem_of_the_nation(network, client_for, emblem):
    for screen in screens(client_for, network.tenants[1]):
        assert NATIONAL in screen and emblem not in screen


def test_the_own_name_stands_above_the_menu_and_in_the_title(network, client_for):
    own, other = network.tenants[0], network.tenants[1]
    assert own.code == TAM_THANH
    home, sign_in = screens(client_for, own)
    assert f'<span class="portal-name">{own.name}</span>' in home
    for screen in (home, sign_in):
        title = screen.partition("<title>")[2].partition("</title>")[0]
        assert title.endswith(f"- {own.name}")
        assert other.name not in screen and "Wagtail</title>" not in screen
        assert "favicon.svg" in screen and "favicon.ico" not in screen
