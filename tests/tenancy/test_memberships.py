"""A membership ties a person, a role and the one place where the role can be held."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from portal_network.tenancy.policies.memberships import (
    MEDIA_ACTIONS,
    PAGE_ACTIONS,
    MembershipBackend,
    memberships_of,
    works_for,
)
from tests.factories import give_role, make_superuser, make_user
from tests.networks import HUE, TAM_THANH, build_network

pytestmark = pytest.mark.django_db

PLACES = {
    "no place": {},
    "commune": {"commune_id": TAM_THANH},
    "province": {"province_id": "20"},
    "both": {"commune_id": TAM_THANH, "province_id": "20"},
}
FITTING = dict.fromkeys(COMMUNE_ROLES, "commune") | dict.fromkeys(PROVINCE_ROLES, "province")


def test_every_role_belongs_to_a_level_and_has_its_rights_written_down():
    assert set(FITTING) == set(PAGE_ACTIONS) == set(MEDIA_ACTIONS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_role_is_held_where_it_fits_and_nowhere_else(network, role):
    user = make_user()
    for name, place in PLACES.items():
        membership = Membership(user=user, role=role, **place)
        if name == FITTING[role]:
            membership.full_clean()
            membership.save()
            continue
        with pytest.raises(ValidationError):
            membership.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            membership.save()


def test_a_role_outside_the_list_is_refused_by_the_database(network):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=make_user(), role="king", commune_id=TAM_THANH)


@pytest.mark.parametrize(
    ("role", "place"), [(Role.EDITOR, TAM_THANH), (Role.PROVINCE_MODERATOR, "20")]
)
def test_a_role_is_held_once_at_a_place(network, role, place):
    user = make_user(role, place)
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(user, role, place)


def test_a_person_may_hold_several_roles_in_several_places(network):
    first, second = network.communes
    user = make_user(Role.EDITOR, first)
    give_role(user, Role.APPROVER, first)
    give_role(user, Role.EDITOR, second)
    give_role(user, Role.PROVINCE_OBSERVER, network.province)
    assert len(memberships_of(user)) == 4


def test_a_membership_names_person_role_and_place(network):
    user = make_user(Role.EDITOR, TAM_THANH, username="lan")
    assert str(user.memberships.get()) == "lan · Biên tập viên · Phường Tam Thanh"


# Who works for which site


@pytest.mark.parametrize("role", COMMUNE_ROLES)
def test_a_commune_role_works_for_that_commune_alone(network, role):
    first, second = network.tenants
    user = make_user(role, first.code)
    assert works_for(user, first)
    assert not works_for(user, second)
    assert not works_for(user, network.province_tenant)


@pytest.mark.parametrize("role", PROVINCE_ROLES)
def test_a_province_role_works_for_the_province_and_all_its_communes(network, role):
    build_network(HUE, communes=1)
    user = make_user(role, "20")
    assert all(works_for(user, tenant) for tenant in [*network.tenants, network.province_tenant])
    assert not works_for(user, directory.province(HUE))
    assert not any(works_for(user, tenant) for tenant in directory.communes_of(HUE))


def test_people_without_a_role_and_closed_accounts_work_for_nobody(network):
    tenant = network.tenants[0]
    assert not works_for(make_user(), tenant)
    assert not works_for(make_user(Role.EDITOR, tenant.code, is_active=False), tenant)
    assert works_for(make_superuser(), tenant)


# Entering the administration


@pytest.mark.parametrize("role", Role)
def test_every_role_opens_the_administration_and_nothing_else(network, role):
    user = make_user(role, "20" if role in PROVINCE_ROLES else TAM_THANH)
    assert user.has_perm("wagtailadmin.access_admin")
    assert user.get_all_permissions() == {"wagtailadmin.access_admin"}


def test_no_role_or_a_closed_account_does_not_open_the_administration(network):
    assert not make_user().has_perm("wagtailadmin.access_admin")
    closed = make_user(Role.EDITOR, TAM_THANH, is_active=False)
    assert not closed.has_perm("wagtailadmin.access_admin")


def test_a_right_is_never_given_for_a_single_object(network):
    user = make_user(Role.EDITOR, TAM_THANH)
    assert MembershipBackend().get_user_permissions(user, obj=network.communes[0]) == set()


def test_a_role_that_is_taken_away_closes_the_administration_on_the_next_request(
    network, client_for
):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], user=user)
    assert client.get("/quan-tri/").status_code == 200
    user.memberships.all().delete()
    answer = client.get("/quan-tri/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/quan-tri/dang-nhap/")


def test_an_account_that_is_closed_is_out_on_the_next_request(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], user=user)
    user.is_active = False
    user.save()
    assert client.get("/quan-tri/").status_code == 302


def test_memberships_are_asked_once_for_all_questions_of_a_request(
    network, django_assert_num_queries
):
    user = make_user(Role.EDITOR, TAM_THANH)
    tenants = network.tenants
    with django_assert_num_queries(1):
        for tenant in tenants * 3:
            works_for(user, tenant)
        MembershipBackend().get_user_permissions(user)
