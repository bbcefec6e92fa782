"""Operators set what all sites inherit, announce on all of them, and close them for maintenance."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal_network.tenancy.models import Commune, NetworkSettings, Role
from portal_network.tenancy.models.memberships import PROVINCE_ROLES
from tests.factories import make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

SCREEN = "/quan-tri/networksettings/"
EDIT = f"{SCREEN}edit/{NetworkSettings.SINGLETON_ID}/"


@pytest.fixture
def operator(network, operator_client):
    """A client of an operator in a staff session, on the portal of the province."""
    return operator_client(network.province)


def form_data(client, **changes: str) -> dict[str, str]:
    """Return the form as a browser would send it, with some changes."""
    form = client.get(EDIT).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value} | changes


def test_an_operator_closes_all_sites_for_maintenance_and_opens_them_again(
    network, operator, client_for, django_capture_on_commit_callbacks
):
    visitor = client_for(network.communes[0])
    assert visitor.get("/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = operator.post(EDIT, form_data(operator, maintenance="on"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert visitor.get("/").status_code == 503
    data = form_data(operator)
    del data["maintenance"]
    with django_capture_on_commit_callbacks(execute=True):
        operator.post(EDIT, data)
    assert visitor.get("/").status_code == 200


def test_a_notice_of_the_operator_stands_on_every_site(
    network, operator, client_for, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        operator.post(EDIT, form_data(operator, notice_title="Bảo trì hệ thống ngày 30/11"))
    for authority in (*network.communes, network.province):
        text = client_for(authority).get("/").content.decode()
        assert "Bảo trì hệ thống ngày 30/11" in text


@pytest.mark.parametrize("role", Role)
def test_nobody_but_an_operator_reaches_the_settings_of_the_installation(network, client_for, role):
    user = make_user(role, "20" if role in PROVINCE_ROLES else TAM_THANH)
    client = client_for(network.communes[0], user=user)
    for address in (SCREEN, EDIT, f"{SCREEN}history/1/"):
        for answer in (client.get(address), client.post(address, {"maintenance": "on"})):
            assert answer.status_code in {302, 403, 404, 405}
            assert "maintenance" not in answer.content.decode()
    assert not NetworkSettings.objects.get().maintenance


def test_there_stays_one_row_whatever_is_asked_of_the_screen(network, operator):
    for address in (f"{SCREEN}new/", f"{SCREEN}delete/1/"):
        for answer in (operator.get(address), operator.post(address, {"palette": "do-son"})):
            assert answer.status_code in {302, 403, 404}
    assert NetworkSettings.objects.count() == 1


# Notices that nobody would see


def test_a_notice_must_end_after_it_starts(network):
    row = Commune.objects.get(pk=TAM_THANH)
    row.phone = row.email = row.person_responsible = "0205 3 870 001"
    row.notice_title = "Cắt điện"
    row.notice_starts_at = row.notice_ends_at = timezone.now()
    with pytest.raises(ValidationError) as caught:
        row.clean()
    assert caught.value.message_dict == {
        "notice_ends_at": ["Thời điểm kết thúc thông báo phải sau thời điểm bắt đầu."]
    }
    row.notice_ends_at += timedelta(minutes=1)
    row.clean()


def test_a_notice_without_a_title_is_refused_instead_of_not_shown():
    with pytest.raises(ValidationError) as caught:
        NetworkSettings(notice_text="Cắt điện từ 08 giờ.").clean()
    assert set(caught.value.message_dict) == {"notice_title"}
    NetworkSettings(notice_title="Cắt điện", notice_text="Từ 08 giờ.").clean()
    NetworkSettings().clean()
