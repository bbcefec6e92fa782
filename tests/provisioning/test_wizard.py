"""The wizard: who may use it, and that it does what the services do."""

import pytest
from django.urls import reverse

from portal_network.provisioning import units
from portal_network.tenancy.models import Commune, Role
from tests.factories import make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network, first_codes
from tests.provisioning.database import changed_tables, contents

pytestmark = pytest.mark.django_db

THIRD = first_codes(LANG_SON, 3)[2]
A_COMMUNE_OF_HUE = units.communes_of(HUE)[0].code
COMMUNES = reverse("provisioning-communes", args=[LANG_SON])
STEPS = [
    reverse("provisioning-rename", args=[TAM_THANH]),
    reverse("provisioning-suspend", args=[TAM_THANH]),
]
RESUME = reverse("provisioning-resume", args=[TAM_THANH])
OTHER_ROLES = [
    (Role.PROVINCE_MODERATOR, LANG_SON),
    (Role.PROVINCE_OBSERVER, LANG_SON),
    (Role.EDITOR, TAM_THANH),
    (Role.APPROVER, TAM_THANH),
    (Role.SITE_ADMINISTRATOR, TAM_THANH),
    (Role.RESPONDER, TAM_THANH),
]


@pytest.fixture
def administrator(network, client_for):
    """A client of the person who administers Lạng Sơn."""
    return client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))


def untouched(client, url, data):
    """Post, prove that nothing of the network changed, return the response."""
    before = contents()
    response = client.post(url, data)
    assert not changed_tables(before, contents()) - {"django_session", "accounts_user"}
    return response


def test_the_wizard_leads_an_administrator_of_one_province_straight_to_it(administrator):
    response = administrator.get(reverse("provisioning"))
    assert (response.status_code, response["Location"]) == (302, COMMUNES)


def test_an_operator_chooses_among_the_provinces(network, operator_client):
    build_network(HUE, 1)
    client = operator_client(network.province)
    text = client.get(reverse("provisioning")).content.decode()
    assert "Tỉnh Lạng Sơn" in text and "Thành phố Huế" in text


@pytest.mark.parametrize(("role", "place"), OTHER_ROLES)
def test_no_other_role_enters_the_wizard_or_changes_anything(network, client_for, role, place):
    client = client_for(network.province, make_user(role, place))
    assert "mang-luoi" not in client.get(reverse("wagtailadmin_home")).content.decode()
    for url in (reverse("provisioning"), COMMUNES, *STEPS):
        assert client.get(url).status_code in (302, 403, 404)
        assert client.get(url, headers={"x-requested-with": "XMLHttpRequest"}).status_code in (
            403,
            404,
        )
    for url, data in [
        (COMMUNES, {"communes": [THIRD], "create": "1"}),
        (STEPS[0], {"name": "Phường Mai Pha"}),
        (STEPS[1], {"reason": "Bảo trì."}),
        (RESUME, {}),
    ]:
        assert untouched(client, url, data).status_code in (302, 403, 404)


def test_who_is_not_logged_in_is_sent_to_the_login(network, client_for):
    client = client_for(network.province)
    for url in (reverse("provisioning"), COMMUNES, *STEPS, RESUME):
        response = untouched(client, url, {})
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_another_province_and_its_communes_do_not_exist_for_an_administrator(administrator):
    build_network(HUE, [A_COMMUNE_OF_HUE])
    for name in ("provisioning-rename", "provisioning-suspend", "provisioning-resume"):
        url = reverse(name, args=[A_COMMUNE_OF_HUE])
        data = {"name": "Xã Mai Pha", "reason": "Bảo trì."}
        assert administrator.get(url).status_code == 404
        assert untouched(administrator, url, data).status_code == 404
    url = reverse("provisioning-communes", args=[HUE])
    assert administrator.get(url).status_code == 404
    other = units.communes_of(HUE)[1].code
    assert untouched(administrator, url, {"communes": [other], "create": "1"}).status_code == 404


@pytest.mark.parametrize("code", ["99", "99999", "xx"])
def test_what_does_not_exist_is_not_found(administrator, code):
    for name in ("provisioning-communes", "provisioning-rename", "provisioning-suspend"):
        assert administrator.get(reverse(name, args=[code])).status_code == 404


def test_only_communes_without_a_site_are_offered(administrator):
    text = administrator.get(COMMUNES).content.decode()
    assert f'value="{THIRD}"' in text
    assert f'value="{TAM_THANH}"' not in text
    assert text.count('name="communes"') == 63
    for title in ("Phường Tam Thanh", "Xã Quốc Khánh"):
        assert title in text


def test_the_preview_shows_what_would_be_made_and_changes_nothing(administrator):
    response = untouched(administrator, COMMUNES, {"communes": [THIRD]})
    assert response.status_code == 200
    text = response.content.decode()
    assert "Sẽ tạo 1 xã, phường" in text
    assert f'<input type="hidden" name="communes" value="{THIRD}">' in text
    assert not Commune.objects.filter(pk=THIRD).exists()


def test_the_last_step_makes_the_site_and_says_so(administrator, client_for):
    response = administrator.post(COMMUNES, {"communes": [THIRD], "create": "1"}, follow=True)
    assert "Đã tạo 1 xã, phường" in response.content.decode()
    commune = Commune.objects.get(pk=THIRD)
    assert client_for(commune).get("/").status_code == 200


@pytest.mark.parametrize("communes", [[], ["99999"], [TAM_THANH], [A_COMMUNE_OF_HUE], ["<b>"]])
def test_a_choice_that_was_not_offered_is_refused(administrator, communes):
    response = untouched(administrator, COMMUNES, {"communes": communes, "create": "1"})
    assert response.status_code == 200
    assert "<b>" not in response.context["form"].errors.as_ul().replace("&lt;b&gt;", "")
    assert response.context["form"].errors


def test_a_taken_host_is_shown_beside_the_choice(administrator, network):
    unit = units.commune(THIRD)
    host = f"{unit.slug.replace('-', '')}.langson.localhost"
    network.communes[0].hosts.create(host=host)
    response = untouched(administrator, COMMUNES, {"communes": [THIRD], "create": "1"})
    assert "đã thuộc về Phường Tam Thanh" in response.content.decode()


def test_a_commune_is_renamed(administrator):
    response = administrator.post(STEPS[0], {"name": "Phường Mai Pha"}, follow=True)
    text = response.content.decode()
    assert "Phường Mai Pha nay dùng tên miền maipha.langson.localhost" in text
    assert Commune.objects.get(pk=TAM_THANH).name == "Phường Mai Pha"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"name": ""},
        {"name": "Tam Thanh"},
        {"name": "Phường Tam Thanh " * 20},
        {"name": "Phường Mai Pha", "host": "không hợp lệ"},
        {"name": "Phường Mai Pha", "host": "quockhanh.langson.localhost"},
        {"name": "Phường Mai Pha", "host": "a" * 300},
    ],
)
def test_a_bad_renaming_is_refused_with_a_message(administrator, data):
    response = untouched(administrator, STEPS[0], data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert response.context["commune"].name == "Phường Tam Thanh"


def test_a_commune_is_suspended_and_opened_again(administrator, network, client_for):
    response = administrator.post(STEPS[1], {"reason": "Đang sáp nhập."}, follow=True)
    assert "Phường Tam Thanh đã được tạm dừng." in response.content.decode()
    assert Commune.objects.get(pk=TAM_THANH).status == Commune.Status.SUSPENDED
    response = administrator.post(RESUME, follow=True)
    assert "Phường Tam Thanh đã được mở lại." in response.content.decode()
    assert Commune.objects.get(pk=TAM_THANH).status == Commune.Status.ACTIVE


@pytest.mark.parametrize("data", [{}, {"reason": "  "}, {"reason": "x" * 256}])
def test_a_suspension_without_a_proper_reason_is_refused(administrator, data):
    response = untouched(administrator, STEPS[1], data)
    assert response.context["form"].errors


def test_a_site_opens_again_only_by_post_and_only_when_it_is_suspended(administrator):
    assert administrator.get(RESUME).status_code == 404
    assert untouched(administrator, RESUME, {}).status_code == 404


def test_when_every_commune_has_its_site_the_wizard_says_so(administrator, monkeypatch):
    made = [units.commune(code) for code in (TAM_THANH, QUOC_KHANH)]
    monkeypatch.setattr(units, "communes_of", lambda code: tuple(made))
    assert "đều đã có trang" in administrator.get(COMMUNES).content.decode()
