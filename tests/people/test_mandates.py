"""Whose people an administrator sees, and that a network of thousands costs a province nothing."""

import pytest

from portal_network.notices.addresses import unreachable
from portal_network.people.mandates import Mandate
from portal_network.people.services.reviews import states_of_reviews
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import LANG_SON, TAM_THANH

pytestmark = pytest.mark.django_db


def test_a_province_has_its_own_people_and_those_of_its_communes(network):
    own, below = make_user(Role.PROVINCE_OBSERVER, LANG_SON), make_user(Role.EDITOR, TAM_THANH)
    assert {own, below} <= set(Mandate(provinces=frozenset({"20"})).people())
    assert not Mandate(provinces=frozenset({"46"})).memberships().exists()
    assert set(Mandate(communes=frozenset({TAM_THANH})).people()) & {own, below} == {below}


@pytest.mark.parametrize("asked", [states_of_reviews, unreachable, Mandate.memberships])
def test_the_people_of_one_province_are_read_without_those_of_the_others(network, asked):
    plan = asked(Mandate(provinces=frozenset({"20"}))).explain()
    assert "SCAN" not in plan, plan
