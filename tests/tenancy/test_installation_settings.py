"""The settings of the whole installation belong to operators alone."""

import pytest
from django.urls import reverse

from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import NetworkSettings, Province, Role
from tests.factories import make_user
from tests.networks import build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(client):
    """A province whose host the client asks."""
    build_network(province="20", communes=1)
    client.defaults["HTTP_HOST"] = "langson.localhost"
    return Province.objects.get()


def test_an_operator_turns_maintenance_on_and_visitors_are_told(client, admin_user, province):
    client.force_login(admin_user)
    edit = reverse("networksettings:edit", args=[NetworkSettings.load().pk])
    assert client.get(edit).status_code == 200
    fields = [*NetworkSettings.NOTICE_FIELDS, *NetworkSettings.INHERITED_FIELDS]
    row = NetworkSettings.load()
    unchanged = {name: getattr(row, name) or "" for name in fields}
    response = client.post(edit, unchanged | {"maintenance": "on"})
    assert response.status_code == 302, response.context["form"].errors
    directory.forget()
    assert client.get("/").status_code == 503
    assert client.get(edit).status_code == 200


def test_a_province_administrator_neither_sees_nor_changes_them(client, province):
    client.force_login(make_user(Role.PROVINCE_ADMINISTRATOR, province))
    row = NetworkSettings.load()
    for url in (
        reverse("networksettings:index"),
        reverse("networksettings:edit", args=[row.pk]),
    ):
        assert client.get(url).status_code in {302, 403, 404}


def test_nobody_makes_a_second_row(client, admin_user, province):
    client.force_login(admin_user)
    assert client.get(reverse("networksettings:add")).status_code in {302, 403, 404}
