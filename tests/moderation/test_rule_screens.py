"""The screens of the rules: who writes them, and for whom."""

import pytest

from portal_network.moderation.models import Route
from portal_network.moderation.models.rules import ApprovalRule
from portal_network.tenancy.models import Role
from tests.factories import NEWS, give_role, make_user
from tests.moderation.screens import shown
from tests.networks import HUE, LANG_SON, TAM_THANH, build_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(network):
    """An administrator of Lạng Sơn."""
    return make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)


def test_the_province_writes_a_rule(network, administrator, client_for):
    client = client_for(network.province, user=administrator)
    assert shown(client, "/quan-tri/quy-tac-duyet/")
    data = {
        "province": LANG_SON, "commune": "", "section": NEWS, "route": "commune_then_province",
        "commune_days": "1", "province_days": "2",
    }  # fmt: skip
    assert client.post("/quan-tri/quy-tac-duyet/new/", data).status_code == 302
    rule = ApprovalRule.objects.get()
    assert (rule.route, rule.province_days) == (Route.COMMUNE_THEN_PROVINCE, 2)
    assert "xã duyệt, sau đó tỉnh duyệt" in shown(client, "/quan-tri/quy-tac-duyet/")
    form = shown(client, "/quan-tri/quy-tac-duyet/new/")
    assert '<select name="section"' in form
    assert f'<option value="{NEWS}">Hoạt động của đơn vị</option>' in form
    again = client.post("/quan-tri/quy-tac-duyet/new/", data)
    assert again.status_code == 200
    assert "Đã có quy tắc cho chuyên mục này" in again.content.decode()


@pytest.mark.parametrize("prefix", ["quy-tac-duyet", "giam-sat", "ly-do-tra-lai"])
def test_rules_are_for_administrators_of_the_province(network, client_for, prefix):
    for role, place in (
        (Role.PROVINCE_MODERATOR, LANG_SON),
        (Role.PROVINCE_OBSERVER, LANG_SON),
        (Role.SITE_ADMINISTRATOR, TAM_THANH),
        (Role.APPROVER, TAM_THANH),
    ):
        client = client_for(network.province, user=make_user(role, place))
        assert client.get(f"/quan-tri/{prefix}/").status_code in (302, 403, 404)
        assert client.get(f"/quan-tri/{prefix}/new/").status_code in (302, 403, 404)


def test_a_rule_of_another_province_can_neither_be_seen_nor_made(
    network, administrator, client_for
):
    build_network(HUE, 1)
    foreign = ApprovalRule.objects.create(province_id=HUE, route=Route.COMMUNE)
    client = client_for(network.province, user=administrator)
    for step in ("edit", "delete", "history", "usage"):
        assert client.get(f"/quan-tri/quy-tac-duyet/{step}/{foreign.pk}/").status_code == 404
    data = {"province": HUE, "route": "commune", "commune_days": "1", "province_days": "1"}
    assert client.post("/quan-tri/quy-tac-duyet/new/", data).status_code == 200
    assert ApprovalRule.objects.count() == 1


def test_an_observer_elsewhere_administers_nothing_there(network, administrator, client_for):
    build_network(HUE, 1)
    give_role(administrator, Role.PROVINCE_OBSERVER, HUE)
    foreign = ApprovalRule.objects.create(province_id=HUE, route=Route.COMMUNE)
    client = client_for(network.province, user=administrator)
    for step in ("edit", "delete"):
        assert client.get(f"/quan-tri/quy-tac-duyet/{step}/{foreign.pk}/").status_code == 404
