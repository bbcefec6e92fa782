"""Pictures are shown on the sites of their own province; originals and files are not handed out."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import Collection

from portal_network.tenancy.models import Role
from tests.factories import make_file, make_image, make_user
from tests.networks import (
    HUE,
    QUOC_KHANH,
    TAM_THANH,
    build_network,
    forget_what_processes_remember,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hue(network):
    """A commune of another province."""
    return build_network(HUE, communes=1).communes[0]


def picture_of(place) -> str:
    return make_image(place).get_rendition("width-40").url


def test_the_address_of_a_picture_names_its_province(network, hue):
    assert picture_of(TAM_THANH).startswith("/media/images/20/")
    assert picture_of("20").startswith("/media/images/20/")
    assert picture_of(hue).startswith("/media/images/46/")


def test_a_picture_below_a_communes_collection_belongs_to_its_province(network):
    inner = network.communes[0].collection.add_child(instance=Collection(name="Lễ hội"))
    image = make_image(TAM_THANH, collection=inner)
    assert image.get_rendition("width-40").url.startswith("/media/images/20/")


def test_a_picture_is_shown_all_over_its_province(network, client_for):
    url = picture_of(QUOC_KHANH)
    for authority in (*network.communes, network.province):
        answer = client_for(authority).get(url)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"


def test_a_picture_of_another_province_does_not_exist(network, hue, client_for):
    url = picture_of(hue)
    assert client_for(hue).get(url).status_code == 200
    visitor = client_for(network.communes[0])
    assert visitor.get(url).status_code == 404
    signed_in = client_for(network.communes[0], user=make_user(Role.EDITOR, TAM_THANH))
    assert signed_in.get(url).status_code == 404


def test_whoever_works_in_two_provinces_sees_the_pictures_of_both(network, hue, client_for):
    here, there = picture_of(TAM_THANH), picture_of(hue)
    for role, place in ((Role.EDITOR, hue), (Role.PROVINCE_MODERATOR, "46")):
        client = client_for(network.communes[0], user=make_user(role, place))
        assert client.get(here).status_code == 200
        assert client.get(there).status_code == 200


def test_neither_originals_nor_files_are_handed_out(network, client_for):
    image, file = make_image(TAM_THANH), make_file(TAM_THANH)
    client = client_for(network.communes[0], user=make_user(Role.APPROVER, TAM_THANH))
    for stored in (image.file, file.file):
        assert default_storage.exists(stored.name)
        assert client.get(stored.url).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "images/a.jpg", "images/khac/a.jpg", "images/20/x/a.jpg", "images/20/", "images/20",
        "avatar_images/a.jpg", "images/20/../../original_images/a.jpg", "secret_key", "",
    ],
)  # fmt: skip
def test_nothing_else_is_handed_out(name, network, client_for):
    for stored in ("images/a.jpg", "images/khac/a.jpg", "avatar_images/a.jpg"):
        if not default_storage.exists(stored):
            default_storage.save(stored, ContentFile(b"x"))
    assert client_for(network.communes[0]).get(f"/media/{name}").status_code == 404


def test_a_picture_that_is_nobodys_is_shown_nowhere(network, client_for):
    image = make_image(TAM_THANH, collection=Collection.get_first_root_node())
    url = image.get_rendition("width-40").url
    assert url.startswith("/media/images/khac/")
    assert client_for(network.communes[0]).get(url).status_code == 404


def test_an_emblem_is_shown_in_its_province(network, hue, client_for):
    hue.emblem.save("huy-hieu.png", ContentFile(b"png"))
    forget_what_processes_remember()
    url = default_storage.url(hue.emblem.name)
    assert client_for(hue).get(url).status_code == 200
    assert client_for("hue.localhost").get(url).status_code == 200
    assert client_for(network.communes[0]).get(url).status_code == 404
