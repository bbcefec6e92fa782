"""Whom a person may meet follows from memberships, and whom a visitor may, from the site."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal_network.tenancy.isolation.reach import (
    EVERYTHING,
    NOTHING,
    Reach,
    reach_of,
    reach_of_site,
)
from portal_network.tenancy.models import Role
from tests.factories import give_role, make_superuser, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, Network

pytestmark = pytest.mark.django_db


def test_a_role_in_a_commune_reaches_that_commune_alone(network: Network):
    reach = reach_of(make_user(Role.EDITOR, TAM_THANH))
    tam_thanh, quoc_khanh = network.communes
    assert (reach.provinces, reach.communes) == (frozenset(), {TAM_THANH})
    assert reach.page_paths == (tam_thanh.root_page.path,)
    assert reach.collection_paths == (tam_thanh.collection.path,)
    assert reach.covers(province_id=None, commune_id=TAM_THANH)
    assert not reach.covers(province_id=LANG_SON, commune_id=QUOC_KHANH)
    assert reach.covers_page_path(tam_thanh.root_page.path + "0001")
    assert not reach.covers_page_path(quoc_khanh.root_page.path)
    assert not reach.covers_page_path(network.province.root_page.path)
    assert not reach.covers_collection_path(quoc_khanh.collection.path)


def test_a_role_in_a_province_reaches_all_below_it(network: Network):
    reach = reach_of(make_user(Role.PROVINCE_OBSERVER, LANG_SON))
    assert reach.covers(province_id=LANG_SON, commune_id=None)
    assert not reach.covers(province_id=HUE, commune_id=None)
    for commune in network.communes:
        assert reach.covers_page_path(commune.root_page.path)
        assert reach.covers_collection_path(commune.collection.path)


def test_two_roles_reach_both_places_and_one_inside_the_other_counts_once(network: Network):
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.APPROVER, QUOC_KHANH)
    assert len(reach_of(person).page_paths) == 2
    give_role(person, Role.PROVINCE_OBSERVER, LANG_SON)
    assert reach_of(person).page_paths == (network.province.root_page.path,)


@pytest.mark.parametrize("fields", [{}, {"is_active": False}])
def test_who_holds_no_role_reaches_nothing(network: Network, fields):
    reach = reach_of(make_user(**fields))
    assert reach.is_nothing
    assert not reach.covers_page_path("0001")
    assert not reach.covers_collection_path("0001")


def test_an_account_that_was_closed_reaches_nothing_whatever_its_roles(network: Network):
    person = make_user(Role.EDITOR, TAM_THANH)
    person.is_active = False
    assert reach_of(person) == NOTHING
    assert reach_of(AnonymousUser()) == NOTHING


def test_only_the_power_of_an_operator_reaches_everything(network: Network):
    operator = make_superuser()
    assert reach_of(operator) is EVERYTHING
    assert EVERYTHING.covers(province_id="99", commune_id="99999")
    operator.withhold_power()
    assert reach_of(operator).is_nothing


def test_visitors_of_a_site_reach_its_province(network: Network):
    for tenant in (network.province_tenant, *network.tenants):
        reach = reach_of_site(tenant)
        assert reach.covers_page_path(network.province.root_page.path)
        assert reach.covers(province_id=LANG_SON, commune_id=None)
        assert not reach.covers(province_id=HUE, commune_id=None)


def test_the_reach_costs_one_query_however_many_roles(network: Network, django_assert_num_queries):
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.APPROVER, QUOC_KHANH)
    with django_assert_num_queries(1):
        reach_of(person)
    with django_assert_num_queries(0):
        reach_of(person)


def test_no_path_is_within_reach_of_a_reach_without_paths():
    assert not Reach().covers_page_path("")
    assert not Reach().covers_collection_path("")
