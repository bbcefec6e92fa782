"""Administrators arrange the main menu of their own sites, with pages of that very site."""

from html import unescape

import pytest
from django.test import Client
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtailmenus.models import FlatMenu, MainMenu, MainMenuItem

from portal_network.tenancy.checks import check_snippets
from portal_network.tenancy.models import Role
from portal_network.tenancy.models.memberships import PROVINCE_ROLES
from tests.factories import (
    give_role,
    make_article,
    make_user,
    section_page,
)
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

MENUS = "/quan-tri/wagtailmenus/mainmenu/"
NEVER = 99_999_999
FOREIGN = "ZZ bí mật của Quốc Khánh"
MAY_EDIT = {Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR}


def menu_of(authority) -> MainMenu:
    return MainMenu.objects.get(site=authority.site)


def edit_url(authority) -> str:
    return f"{MENUS}edit/{menu_of(authority).pk}/"


def form_of(*entries: dict) -> dict:
    rows = [{"link_page": "", "link_url": "", "link_text": ""} | entry for entry in entries]
    return nested_form_data({"menu_items": inline_formset(rows)})


def text_of(answer) -> str:
    return unescape(answer.content.decode())


@pytest.fixture
def administrator(network, client_for) -> Client:
    user = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    return client_for(network.communes[0], user=user)


@pytest.fixture
def province(network, client_for) -> Client:
    user = make_user(Role.PROVINCE_ADMINISTRATOR, network.province)
    return client_for(network.province, user=user)


def test_an_administrator_arranges_the_menu_of_the_own_site(network, administrator, client_for):
    commune = network.communes[0]
    page = section_page(TAM_THANH, "contacts")
    entries = ({"link_page": page.pk}, {"link_url": "/tim-kiem/", "link_text": "Tra cứu"})
    answer = administrator.post(edit_url(commune), form_of(*entries))
    assert answer.status_code == 302, answer.context["form"].errors
    added = MainMenuItem.objects.filter(menu=menu_of(commune)).order_by("-pk")[:2]
    assert {entry.link_page_id for entry in added} == {page.pk, None}


@pytest.mark.parametrize("role", Role)
def test_only_administrators_come_near_a_menu(role, network, client_for):
    place = network.province if role in PROVINCE_ROLES else network.communes[0]
    client = client_for(place, user=make_user(role, place))
    answer = client.get(edit_url(place))
    assert (answer.status_code == 200) is (role in MAY_EDIT)


def test_the_list_names_ones_own_sites_alone(network, administrator, province, operator_client):
    hue = build_network(HUE, communes=1)
    text = text_of(administrator.get(MENUS))
    assert network.communes[0].site.site_name in text
    assert network.communes[1].site.site_name not in text
    text = text_of(province.get(MENUS))
    assert all(commune.site.site_name in text for commune in network.communes)
    assert hue.communes[0].site.site_name not in text
    assert hue.communes[0].site.site_name in text_of(operator_client(network.province).get(MENUS))


def test_the_menu_of_another_site_does_not_exist(network, administrator):
    for verb in ("edit", "history", "usage", "delete"):
        for key in (menu_of(network.communes[1]).pk, NEVER):
            for method in (administrator.get, administrator.post):
                assert method(f"{MENUS}{verb}/{key}/").status_code == 404
    for address in ("add/", f"?site={network.communes[1].site.pk}"):
        text = text_of(administrator.get(MENUS + address))
        assert network.communes[1].site.site_name not in text


def test_a_menu_is_neither_made_nor_deleted(network, province):
    assert province.post(f"{MENUS}add/", form_of()).status_code == 404
    menu = menu_of(network.province)
    assert province.post(f"{MENUS}delete/{menu.pk}/").status_code == 404
    assert MainMenu.objects.filter(pk=menu.pk).exists()


@pytest.mark.parametrize("who", ["administrator", "province"])
def test_an_entry_cannot_lead_to_a_page_of_another_site(who, network, request):
    client = request.getfixturevalue(who)
    foreign = make_article(QUOC_KHANH, title=FOREIGN)
    before = MainMenuItem.objects.count()
    answers = [
        client.post(edit_url(network.communes[0]), form_of({"link_page": key, "link_text": "Thử"}))
        for key in (foreign.pk, NEVER)
    ]
    first, second = (answer.context["form"].formsets["menu_items"].errors for answer in answers)
    assert first == second
    assert "link_page" in first[0]
    assert "Thử" in text_of(answers[0])
    assert MainMenuItem.objects.count() == before
    if who == "administrator":
        assert FOREIGN not in text_of(answers[0])


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//example.org/", "/\\example.org", "data:text/html,x", "x"]
)
def test_an_entry_cannot_lead_to_a_script_or_to_nowhere(link, network, administrator):
    data = form_of({"link_url": link, "link_text": "Thử"})
    answer = administrator.post(edit_url(network.communes[0]), data)
    assert list(answer.context["form"].formsets["menu_items"].errors[0]) == ["link_url"]


@pytest.mark.parametrize("link", ["/tim-kiem/?q=thu-tuc", "https://dichvucong.gov.vn/"])
def test_an_entry_leads_to_addresses_here_and_elsewhere(link, network, administrator):
    data = form_of({"link_url": link, "link_text": "Thử"})
    assert administrator.post(edit_url(network.communes[0]), data).status_code == 302
    assert MainMenuItem.objects.filter(menu=menu_of(network.communes[0]), link_url=link).exists()


def test_a_row_of_another_menu_cannot_be_taken_over(network, administrator):
    theirs = MainMenuItem.objects.filter(menu=menu_of(network.communes[1])).first()
    row = {"id": theirs.pk, "link_url": "/x/", "link_text": "Đổi", "link_page": ""}
    data = nested_form_data({"menu_items": inline_formset([row], initial=1)})
    administrator.post(edit_url(network.communes[0]), data)
    kept = MainMenuItem.objects.get(pk=theirs.pk)
    assert (kept.menu_id, kept.link_text) == (theirs.menu_id, theirs.link_text)


def test_a_role_elsewhere_gives_no_right_to_the_menu_there(network, client_for):
    user = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    give_role(user, Role.EDITOR, QUOC_KHANH)
    client = client_for(network.communes[0], user=user)
    theirs = menu_of(network.communes[1]).pk
    for verb in ("edit", "history", "usage"):
        assert client.get(f"{MENUS}{verb}/{theirs}/").status_code == 404
    assert client.post(edit_url(network.communes[1]), form_of()).status_code == 404
    assert client.get(edit_url(network.communes[0])).status_code == 200


def test_further_menus_have_no_screen(network, operator_client):
    operator = operator_client(network.province)
    assert operator.get("/quan-tri/wagtailmenus/flatmenu/").status_code == 404
    assert not FlatMenu.objects.exists()


def test_the_policy_is_ours_and_a_check_would_say_if_it_were_not(monkeypatch):
    assert check_snippets(None) == []
    policy = policy_registry.values_by_class.pop(MainMenu)
    try:
        assert [error.id for error in check_snippets(None)] == ["tenancy.E007"]
    finally:
        policy_registry.fallback_policies.pop(MainMenu, None)
        policy_registry.values_by_class[MainMenu] = policy


def test_who_may_change_a_menu_is_known_by_role_and_place(network):
    policy = policy_registry.get_by_type(MainMenu)
    own, other = (menu_of(commune) for commune in network.communes)
    user = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    assert policy.user_has_permission_for_instance(user, "change", own)
    assert not policy.user_has_permission_for_instance(user, "change", other)
    assert not policy.user_has_permission_for_instance(user, "delete", own)
    assert list(policy.instances_user_has_permission_for(user, "change")) == [own]
    assert user in policy.users_with_permission("change")
    assert user not in policy.users_with_permission("delete")
    idle = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH, is_active=False)
    assert not policy.user_has_permission(idle, "change")
    assert not policy.instances_user_has_permission_for(idle, "change").exists()


def test_the_list_of_the_province_costs_the_same_with_more_communes(province):
    def queries() -> int:
        with queries_of() as statements:
            assert province.get(MENUS).status_code == 200
        return len(statements)

    queries()
    before = queries()
    build_network(communes=8)
    queries()
    assert queries() == before
