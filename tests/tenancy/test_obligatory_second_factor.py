"""Whoever must have a second factor gets nowhere without one; nobody else is asked."""

import pytest

from portal_network.tenancy.models import Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES
from portal_network.tenancy.policies.accounts import MembershipAccountPolicy
from portal_network.tenancy.policies.memberships import is_administrator, requires_second_factor
from tests.factories import give_role, make_superuser, make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH
from tests.sign_in import ADMIN, FACTORS

pytestmark = pytest.mark.django_db

OBLIGED = {
    Role.APPROVER,
    Role.SITE_ADMINISTRATOR,
    Role.PROVINCE_ADMINISTRATOR,
    Role.PROVINCE_MODERATOR,
}


def holder(role: Role, **fields):
    """Return somebody with a role and without a second factor."""
    place = TAM_THANH if role in COMMUNE_ROLES else LANG_SON
    return make_user(role, place, second_factor=False, **fields)


@pytest.mark.parametrize("role", list(Role))
def test_the_roles_that_approve_or_administer_require_a_second_factor(network, role):
    assert requires_second_factor(holder(role)) is (role in OBLIGED)


def test_operators_require_one_also_while_their_power_is_withheld(network):
    operator = make_superuser(second_factor=False)
    assert requires_second_factor(operator)
    operator.withhold_power()
    assert requires_second_factor(operator)
    assert is_administrator(operator)


def test_one_obliging_role_among_several_is_enough(network):
    person = holder(Role.EDITOR)
    give_role(person, Role.APPROVER, QUOC_KHANH, second_factor=False)
    assert requires_second_factor(person)


@pytest.mark.parametrize("role", list(Role))
def test_without_a_factor_the_obliged_are_led_to_the_set_up_and_others_work(
    network, client_for, role
):
    client = client_for(network.communes[0], user=holder(role))
    answer = client.get(ADMIN)
    if role in OBLIGED:
        assert (answer.status_code, answer["Location"]) == (302, FACTORS)
        page = client.get(FACTORS).content.decode()
        assert "Vai trò của Ông/Bà bắt buộc" in page
    else:
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "pages/", "images/", "documents/", "account/", "api/main/pages/", "reports/locked/",
        "choose-page/", "khong-co/", "editing-sessions/release/1/", "snippets/", "workflows/list/",
    ],
)  # fmt: skip
def test_no_page_of_the_administration_is_left_out(network, client_for, path):
    client = client_for(network.communes[0], user=holder(Role.APPROVER))
    assert client.get(ADMIN + path)["Location"] == FACTORS
    for extra in ({"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, {"HTTP_SEC_FETCH_MODE": "cors"}):
        answer = client.get(ADMIN + path, **extra)
        assert answer.status_code == 403
        assert "lớp xác thực thứ hai" in answer.json()["error"]
    refused = client.post(ADMIN + path)
    assert refused.status_code == 403
    assert "lớp xác thực thứ hai" in refused.content.decode()


@pytest.mark.parametrize("path", ["", "ung-dung/", "khoa/them/"])
def test_the_set_up_itself_is_open(network, client_for, path):
    client = client_for(network.communes[0], user=holder(Role.APPROVER))
    answer = client.get(f"{FACTORS}{path}", follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"].startswith(FACTORS)


def test_signing_out_and_public_pages_are_open(network, client_for):
    client = client_for(network.communes[0], user=holder(Role.APPROVER))
    assert client.get("/").status_code == 200
    client.post("/quan-tri/logout/")
    assert "_auth_user_id" not in client.session


def test_a_role_given_later_asks_for_a_factor_at_the_next_request(network, client_for):
    person = holder(Role.EDITOR)
    client = client_for(network.communes[0], user=person)
    assert client.get(ADMIN).status_code == 200
    give_role(person, Role.APPROVER, TAM_THANH, second_factor=False)
    assert client.get(ADMIN)["Location"] == FACTORS


def test_the_question_costs_one_query_of_who_is_obliged_and_none_of_others(
    network, client_for, django_assert_num_queries
):
    from portal_network.accounts.second_factor import has_second_factor

    approver, editor = make_user(Role.APPROVER, TAM_THANH), holder(Role.EDITOR)
    for person in (approver, editor):
        requires_second_factor(person)
    with django_assert_num_queries(1):
        for _question in range(3):
            assert requires_second_factor(approver) and has_second_factor(approver)
    with django_assert_num_queries(0):
        assert not requires_second_factor(editor)


def test_passkeys_of_a_host_outside_the_province_belong_to_that_host(network, rf):
    commune, province = network.tenants[0], network.province_tenant
    policy = MembershipAccountPolicy()
    for tenant, domain in ((commune, province.host), (province, province.host)):
        request = rf.get("/")
        request.tenant = tenant
        assert policy.passkey_domain(request) == domain
    request.tenant = type("Elsewhere", (), {"host": "xa.gov.vn", "province_code": "20"})
    assert policy.passkey_domain(request) == "xa.gov.vn"
