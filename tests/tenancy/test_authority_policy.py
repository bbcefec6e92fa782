"""The settings of an authority belong to its administrators; the screens obey."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.permissions import policy_registry

from portal_network.tenancy.models import Commune, Province, Role
from portal_network.tenancy.models.memberships import PROVINCE_ROLES
from portal_network.tenancy.policies.authorities import AuthorityPermissionPolicy
from tests.factories import give_role, make_superuser, make_user
from tests.networks import HUE, QUOC_KHANH, TAM_THANH, build_network

pytestmark = pytest.mark.django_db

HUE_COMMUNE = "19753"

# The authorities that the holder of a role at phường Tam Thanh or at the province may change.
CHANGES: dict[str, set[str]] = dict.fromkeys(Role, frozenset()) | {
    Role.SITE_ADMINISTRATOR: {TAM_THANH},
    Role.PROVINCE_ADMINISTRATOR: {TAM_THANH, QUOC_KHANH, "20"},
}


@pytest.fixture
def places(network) -> dict[str, Commune | Province]:
    """Two communes of Lạng Sơn, one of Huế, and both provinces, by their codes."""
    hue = build_network(HUE, communes=[HUE_COMMUNE])
    rows = [*network.communes, *hue.communes, network.province, hue.province]
    return {row.code: row for row in rows}


def policy(model) -> AuthorityPermissionPolicy:
    return policy_registry.get_by_type(model)


def holder(role: Role):
    return make_user(role, "20" if role in PROVINCE_ROLES else TAM_THANH)


@pytest.mark.parametrize("role", Role)
def test_a_role_may_change_the_authorities_that_the_table_names(places, role):
    user = holder(role)
    for action in ("change", "view"):
        may = {
            code
            for code, row in places.items()
            if policy(type(row)).user_has_permission_for_instance(user, action, row)
        }
        assert may == CHANGES[role]


@pytest.mark.parametrize("role", Role)
def test_sets_of_authorities_and_single_answers_agree(places, role):
    user = holder(role)
    for model in (Commune, Province):
        found = policy(model).instances_user_has_permission_for(user, "change")
        assert {row.code for row in found} == {
            code for code in CHANGES[role] if isinstance(places[code], model)
        }
        assert policy(model).user_has_permission(user, "change") == found.exists()


@pytest.mark.parametrize("action", ["add", "delete", "publish", "anything"])
def test_nobody_makes_or_deletes_authorities_on_a_screen(places, action):
    for user in (make_superuser(), *map(holder, Role)):
        for row in places.values():
            rules = policy(type(row))
            assert not rules.user_has_permission(user, action)
            assert not rules.user_has_permission_for_instance(user, action, row)
            assert not rules.instances_user_has_permission_for(user, action).exists()
            assert not rules.users_with_permission(action).exists()
            assert not rules.users_with_permission_for_instance(action, row).exists()


def test_the_operator_may_change_every_authority(places):
    operator = make_superuser()
    for row in places.values():
        assert policy(type(row)).user_has_permission_for_instance(operator, "change", row)
    assert policy(Commune).instances_user_has_permission_for(operator, "change").count() == 3


def test_closed_accounts_and_visitors_may_change_nothing(places):
    closed = make_user(Role.PROVINCE_ADMINISTRATOR, "20", is_active=False)
    for user in (closed, AnonymousUser()):
        for row in places.values():
            assert not policy(type(row)).user_has_permission_for_instance(user, "change", row)
        assert not policy(Commune).user_has_permission(user, "change")


def test_the_accounts_that_may_change_an_authority_are_found(places):
    operator = make_superuser()
    province_admin = make_user(Role.PROVINCE_ADMINISTRATOR, "20")
    admin = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH, is_active=False)
    make_user(Role.EDITOR, TAM_THANH)
    hue_admin = make_user(Role.PROVINCE_ADMINISTRATOR, HUE)

    def accounts(code: str) -> set:
        row = places[code]
        return set(policy(type(row)).users_with_permission_for_instance("change", row))

    assert accounts(TAM_THANH) == {operator, province_admin, admin}
    assert accounts(QUOC_KHANH) == accounts("20") == {operator, province_admin}
    assert accounts(HUE_COMMUNE) == {operator, hue_admin}
    everybody = {operator, province_admin, admin, hue_admin}
    assert set(policy(Commune).users_with_permission("change")) == everybody


def test_a_decision_costs_as_many_queries_with_many_communes_as_with_few(
    network, django_assert_num_queries
):
    user = make_user(Role.PROVINCE_ADMINISTRATOR, "20")
    for _round in range(2):
        user = type(user).objects.get(pk=user.pk)
        with django_assert_num_queries(2):
            assert policy(Commune).user_has_permission_for_instance(
                user, "change", network.communes[1]
            )
        build_network(communes=6)


# On the screens

COMMUNES = "/quan-tri/commune/"
PROVINCES = "/quan-tri/province/"


def form_of(row: Commune | Province, client, address: str, **changes) -> dict[str, str]:
    """Return the edit form of an authority as a browser would send it, with some changes."""
    form = client.get(address).context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        data[name] = "" if value is None else str(value)
    data.pop("emblem", None)
    contacts = {
        "address": "Số 1", "phone": "0205 3 870 001",
        "email": "vidu@vidu.invalid", "person_responsible": "Người mẫu",
    }  # fmt: skip
    return data | contacts | changes


def test_a_commune_s_administrator_changes_the_contacts_that_the_footer_shows(
    network, client_for, django_capture_on_commit_callbacks
):
    commune = network.communes[0]
    client = client_for(commune, user=make_user(Role.SITE_ADMINISTRATOR, commune))
    address = f"{COMMUNES}edit/{commune.pk}/"
    data = form_of(commune, client, address, phone="0205 3 111 222")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert "0205 3 111 222" in client_for(commune).get("/").content.decode()


def test_a_form_without_a_mandatory_contact_is_refused_in_vietnamese(network, client_for):
    commune = network.communes[0]
    client = client_for(commune, user=make_user(Role.SITE_ADMINISTRATOR, commune))
    address = f"{COMMUNES}edit/{commune.pk}/"
    answer = client.post(address, form_of(commune, client, address, phone=""))
    assert answer.status_code == 200
    assert "Chân trang bắt buộc" in answer.context["form"].errors["phone"][0]


def test_a_commune_s_administrator_sees_and_changes_no_other_authority(network, client_for):
    own, foreign = network.communes
    client = client_for(own, user=make_user(Role.SITE_ADMINISTRATOR, own))
    listed = client.get(COMMUNES).content.decode()
    assert own.name in listed
    assert foreign.name not in listed
    data = form_of(own, client, f"{COMMUNES}edit/{own.pk}/", phone="0000 0000")
    for screen in ("edit", "history", "usage", "history-results"):
        address = f"{COMMUNES}{screen}/{foreign.pk}/"
        for answer in (client.get(address), client.post(address, data)):
            assert answer.status_code == 404, address
            assert foreign.name not in answer.content.decode()
    for answer in (client.get(f"{PROVINCES}edit/20/"), client.post(f"{PROVINCES}edit/20/", data)):
        assert answer.status_code == 404
    assert not Commune.objects.filter(pk=foreign.pk, phone="0000 0000").exists()
    assert not Province.objects.filter(phone="0000 0000").exists()


def test_a_province_s_administrator_changes_any_commune_of_the_province_and_no_other(
    places, client_for
):
    client = client_for(places["20"], user=make_user(Role.PROVINCE_ADMINISTRATOR, "20"))
    address = f"{COMMUNES}edit/{QUOC_KHANH}/"
    client.post(address, form_of(places[QUOC_KHANH], client, address, phone="0205 3 333 444"))
    assert Commune.objects.get(pk=QUOC_KHANH).phone == "0205 3 333 444"
    assert client.get(f"{PROVINCES}edit/20/").status_code == 200
    for foreign in (f"{COMMUNES}edit/{HUE_COMMUNE}/", f"{PROVINCES}edit/{HUE}/"):
        assert client.get(foreign).status_code == 404
    listed = client.get(COMMUNES).content.decode()
    assert places[TAM_THANH].name in listed
    assert places[HUE_COMMUNE].name not in listed


def test_a_search_or_filter_of_the_list_reaches_no_foreign_authority(network, client_for):
    own, foreign = network.communes
    client = client_for(own, user=make_user(Role.SITE_ADMINISTRATOR, own))
    for query in (f"?q={foreign.pk}", "?q=Qu%E1%BB%91c", "results/?status=active", "?export=csv"):
        answer = client.get(COMMUNES + query)
        text = b"".join(answer).decode()
        assert "Quốc Khánh" not in text.replace('value="Quốc"', ""), query


def test_the_own_history_and_usage_can_be_looked_at(network, client_for):
    own = network.communes[0]
    client = client_for(own, user=make_user(Role.SITE_ADMINISTRATOR, own))
    for screen in ("history", "usage"):
        assert client.get(f"{COMMUNES}{screen}/{own.pk}/").status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.PROVINCE_MODERATOR])
def test_roles_that_administer_nothing_do_not_reach_these_screens(network, client_for, role):
    client = client_for(network.communes[0], user=holder(role))
    for address in (COMMUNES, f"{COMMUNES}edit/{TAM_THANH}/", PROVINCES, f"{PROVINCES}edit/20/"):
        assert client.get(address).status_code in {302, 403, 404}


@pytest.mark.parametrize("verb", ["new", "delete"])
def test_there_is_no_screen_to_make_or_delete_an_authority(network, operator_client, verb):
    operator = operator_client(network.province)
    for base, code in ((COMMUNES, TAM_THANH), (PROVINCES, "20")):
        address = f"{base}new/" if verb == "new" else f"{base}delete/{code}/"
        for answer in (operator.get(address), operator.post(address, {"code": "99999"})):
            assert answer.status_code in {302, 403, 404}
    assert (Commune.objects.count(), Province.objects.count()) == (2, 1)


def test_what_provisioning_decides_stands_in_no_form(network, operator_client):
    decided = {
        "code", "name", "kind", "slug", "status", "suspension_reason", "province", "site",
        "root_page", "collection", "merged_into", "area_km2",
    }  # fmt: skip
    assert decided <= {field.name for field in Commune._meta.get_fields()}
    client = operator_client(network.province)
    for address in (f"{COMMUNES}edit/{TAM_THANH}/", f"{PROVINCES}edit/20/"):
        assert not decided & set(client.get(address).context["form"].fields)


def test_only_a_province_says_from_where_the_measuring_script_comes(network, client_for):
    admin = make_user(Role.PROVINCE_ADMINISTRATOR, "20")
    give_role(admin, Role.SITE_ADMINISTRATOR, TAM_THANH)
    client = client_for(network.province, user=admin)
    commune_form = client.get(f"{COMMUNES}edit/{TAM_THANH}/").context["form"]
    province_form = client.get(f"{PROVINCES}edit/20/").context["form"]
    assert "emc_code" in commune_form.fields
    assert "emc_script_url" not in commune_form.fields
    assert "emc_script_url" in province_form.fields
