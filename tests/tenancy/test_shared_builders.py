"""The builders that all tests share make what the portal itself would make."""

import pytest

from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Commune, Role
from portal_network.tenancy.policies.memberships import memberships_of
from tests.factories import (
    attach,
    give_role,
    make_article,
    make_file,
    make_image,
    make_legal_document,
    make_user,
)
from tests.networks import HUE, build_network

pytestmark = pytest.mark.django_db


def test_a_network_has_a_ward_and_a_rural_commune_with_their_hosts(network):
    kinds = [commune.kind for commune in network.communes]
    assert kinds == [Commune.Kind.PHUONG, Commune.Kind.XA]
    assert [tenant.host for tenant in network.tenants] == [
        "tamthanh.langson.localhost",
        "quockhanh.langson.localhost",
    ]


def test_a_second_province_stands_beside_the_first(network):
    hue = build_network(HUE, communes=1)
    assert hue.province.name == "Thành phố Huế"
    assert directory.for_host("langson.localhost") == network.province_tenant
    assert directory.for_host("hue.localhost") == hue.province_tenant


def test_published_pages_are_served_on_the_site_of_their_commune(network, client_for):
    first, second = network.communes
    article = make_article(first, title="Lịch tiêm chủng tháng 4")
    document = make_legal_document(first, number="206/KH-UBND")
    attach(document, make_file(first), "Bản ký số")
    for page in (article, document):
        path = page.get_url_parts()[2]
        answer = client_for(first).get(path)
        assert answer.status_code == 200
        assert page.title in answer.content.decode()
        assert client_for(second).get(path).status_code == 404


def test_media_lie_in_the_collection_of_their_commune(network):
    commune = network.communes[0]
    assert make_image(commune).collection == commune.collection
    assert make_file(commune.code).collection == commune.collection


def test_a_person_may_be_given_roles_one_after_another(network):
    first, second = network.communes
    person = make_user(Role.EDITOR, first)
    assert len(memberships_of(person)) == 1
    give_role(person, Role.APPROVER, second)
    assert {row.role for row in memberships_of(person)} == {Role.EDITOR, Role.APPROVER}
