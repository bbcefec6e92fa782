"""Services that give and end roles: whole, in order, with an administrator left."""

import pytest
from django.db import connection
from wagtail.models import ModelLogEntry

from portal_network.accounts.models import User
from portal_network.people.errors import LastAdministrator, OwnRoles, RoleAboveReach
from portal_network.people.mandates import Mandate, mandate_of, roles_at
from portal_network.people.services.roles import end_memberships, give_role
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.models.memberships import COMMUNE_ROLES, PROVINCE_ROLES
from tests import factories
from tests.factories import make_superuser, make_user
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def province_admin(network) -> User:
    """The administrator of Lạng Sơn."""
    return make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)


def fresh(user: User) -> User:
    """Return the account as the next request loads it."""
    return User.objects.get(pk=user.pk)


# Over whom somebody decides


@pytest.mark.parametrize("role", Role)
def test_only_administrators_have_a_mandate(network, role):
    place = LANG_SON if role in PROVINCE_ROLES else TAM_THANH
    mandate = mandate_of(make_user(role, place))
    assert bool(mandate) == (role in {Role.SITE_ADMINISTRATOR, Role.PROVINCE_ADMINISTRATOR})


def test_closed_accounts_have_no_mandate(network):
    assert not mandate_of(make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON, is_active=False))


def test_an_operator_without_a_session_has_no_mandate(db):
    operator = make_superuser()
    assert mandate_of(operator).is_everything
    operator.withhold_power()
    assert not mandate_of(operator)


def test_a_mandate_finds_own_places_and_no_other(network):
    hue = build_network(HUE, 1)
    province, commune = (
        Mandate(provinces=frozenset({LANG_SON})),
        Mandate(communes=frozenset({TAM_THANH})),
    )
    for code, in_province, in_commune in (
        (LANG_SON, True, False), (TAM_THANH, True, True), (QUOC_KHANH, True, False),
        (HUE, False, False), (hue.communes[0].code, False, False), ("xx", False, False),
    ):  # fmt: skip
        assert (province.place(code) is not None) == in_province
        assert (commune.place(code) is not None) == in_commune
        assert (Mandate(is_everything=True).place(code) is not None) == (code != "xx")


def test_each_kind_of_place_has_its_own_roles(network):
    assert roles_at(network.province) == PROVINCE_ROLES
    assert roles_at(network.communes[0]) == COMMUNE_ROLES


# Giving


def test_a_role_is_given_once_and_written_into_the_history(network, province_admin):
    person = make_user(Role.EDITOR, TAM_THANH)
    for _again in range(2):
        give_role(province_admin, person, Role.APPROVER, network.communes[0])
    assert person.memberships.count() == 2
    (entry,) = ModelLogEntry.objects.filter(action="people.role_given")
    assert (entry.user, entry.object_id) == (province_admin, str(person.pk))
    assert entry.data == {"role": "approver", "role_label": "Lãnh đạo duyệt", "place": TAM_THANH}


def test_nobody_is_drawn_in_who_does_not_work_within_reach(network, province_admin):
    hue = build_network(HUE, 1)
    for stranger in (make_user(), make_user(Role.EDITOR, hue.communes[0])):
        with pytest.raises(RoleAboveReach):
            give_role(province_admin, stranger, Role.EDITOR, network.communes[0])


def test_a_commune_gives_no_role_of_the_province_nor_of_its_neighbour(network):
    admin = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    person = make_user(Role.EDITOR, TAM_THANH)
    for role, place in (
        (Role.PROVINCE_OBSERVER, network.province), (Role.EDITOR, network.communes[1]),
        (Role.PROVINCE_OBSERVER, network.communes[0]), (Role.EDITOR, network.province),
    ):  # fmt: skip
        with pytest.raises(RoleAboveReach):
            give_role(admin, person, role, place)


def test_an_editor_gives_nothing(network):
    editor, person = make_user(Role.EDITOR, TAM_THANH), make_user(Role.RESPONDER, TAM_THANH)
    with pytest.raises(RoleAboveReach):
        give_role(editor, person, Role.EDITOR, network.communes[0])
    with pytest.raises(RoleAboveReach):
        end_memberships(editor, person.memberships.all())


def test_nobody_gives_a_role_to_the_own_account(network, province_admin):
    with pytest.raises(OwnRoles):
        give_role(province_admin, province_admin, Role.PROVINCE_OBSERVER, network.province)


# Ending


def test_of_several_roles_all_end_or_none(network, province_admin):
    last = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    editor = make_user(Role.EDITOR, TAM_THANH)
    with pytest.raises(LastAdministrator):
        end_memberships(province_admin, Membership.objects.filter(commune=TAM_THANH))
    assert last.memberships.exists() and editor.memberships.exists()
    assert fresh(editor).is_active


def test_a_foreign_row_among_own_ones_spoils_all(network):
    admin = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    own, foreign = make_user(Role.EDITOR, TAM_THANH), make_user(Role.EDITOR, QUOC_KHANH)
    with pytest.raises(RoleAboveReach):
        end_memberships(admin, [*own.memberships.all(), *foreign.memberships.all()])
    assert own.memberships.exists()


def test_the_last_administrator_of_a_province_stays_too(network, province_admin):
    operator = make_superuser()
    with pytest.raises(LastAdministrator):
        end_memberships(operator, province_admin.memberships.all())
    other = make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)
    end_memberships(other, province_admin.memberships.all())
    assert not province_admin.memberships.exists()


def test_a_closed_account_administers_nothing_and_does_not_count(network, province_admin):
    active = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH, is_active=False)
    with pytest.raises(LastAdministrator):
        end_memberships(province_admin, active.memberships.all())


def test_of_two_administrators_who_remove_each_other_one_remains(network):
    first = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    second = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    # Both requests have read who they are before either acts.
    for user in (first, second):
        assert mandate_of(user)
    rows = list(first.memberships.all())
    end_memberships(first, second.memberships.all())
    with pytest.raises(LastAdministrator):
        end_memberships(second, rows)
    assert first.memberships.exists()


def test_ending_waits_for_whoever_else_changes_the_place(network, province_admin):
    if not connection.features.has_select_for_update:
        pytest.xfail("SQLite locks the whole database when a transaction begins")
    person = make_user(Role.EDITOR, TAM_THANH)
    with queries_of() as statements:
        end_memberships(province_admin, person.memberships.all())
    locks = [sql for sql in statements if "FOR UPDATE" in sql]
    assert "tenancy_commune" in locks[0]


def test_ended_twice_is_ended_once(network, province_admin):
    person = make_user(Role.EDITOR, TAM_THANH)
    rows = list(person.memberships.all())
    end_memberships(province_admin, rows)
    end_memberships(province_admin, rows)
    assert ModelLogEntry.objects.filter(action="people.role_ended").count() == 1


def test_an_operator_without_roles_left_keeps_the_account(network, province_admin):
    operator = make_superuser()
    factories.give_role(operator, Role.EDITOR, TAM_THANH)
    end_memberships(province_admin, operator.memberships.all())
    assert fresh(operator).is_active and fresh(operator).is_superuser
