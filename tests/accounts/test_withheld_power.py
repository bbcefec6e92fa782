"""An operator without a staff session has no power, and nothing stored changes by that."""

import pytest

from portal_network.accounts.models import User
from tests.factories import make_superuser, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    """An operator's account as a request holds it outside a staff session."""
    account = make_superuser(first_name="Anh", last_name="Vân")
    account.withhold_power()
    return account


def stored(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_withheld_power_is_gone_from_the_object_but_known(operator):
    assert not operator.is_superuser
    assert not operator.has_perm("wagtailcore.delete_site")
    assert operator.is_operator
    assert stored(operator).is_superuser


def test_saving_the_own_name_keeps_the_flag_as_stored(operator):
    operator.first_name = "Hạnh"
    operator.save()
    assert stored(operator).first_name == "Hạnh"
    assert stored(operator).is_superuser
    assert not operator.is_superuser


@pytest.mark.parametrize("fields", [["first_name"], ["first_name", "is_superuser"]])
def test_named_fields_never_carry_the_withheld_flag(operator, fields):
    operator.first_name = "Hạnh"
    operator.save(update_fields=fields)
    assert stored(operator).first_name == "Hạnh"
    assert stored(operator).is_superuser


def test_only_the_withheld_flag_is_left_out(operator):
    operator.save(update_fields=["is_superuser"])
    assert stored(operator).is_superuser


def test_a_save_does_not_bring_back_power_that_was_taken_away_meanwhile(operator):
    User.objects.filter(pk=operator.pk).update(is_superuser=False)
    operator.first_name = "Hạnh"
    operator.save()
    assert not stored(operator).is_superuser


def test_nobody_lends_power_to_the_own_account_by_saving_it(operator):
    User.objects.filter(pk=operator.pk).update(is_superuser=False)
    operator.is_superuser = True
    operator.save()
    assert not stored(operator).is_superuser


def test_reading_the_account_again_gives_no_power_back(operator):
    operator.refresh_from_db()
    assert not operator.is_superuser
    operator.refresh_from_db(fields=["is_superuser"])
    assert not operator.is_superuser


def test_an_account_that_is_loaded_in_part_is_saved_in_part(operator):
    partly = User.objects.only("username", "is_superuser").get(pk=operator.pk)
    partly.withhold_power()
    User.objects.filter(pk=operator.pk).update(first_name="Hạnh")
    partly.username = "hanh"
    partly.save()
    assert (stored(operator).username, stored(operator).first_name) == ("hanh", "Hạnh")


def test_withholding_changes_nothing_for_whoever_has_no_power():
    user = make_user()
    user.withhold_power()
    assert not user.is_operator
    user.is_superuser = True
    user.save()
    assert stored(user).is_superuser
