"""Accounts of the people who work in the administration: names, addresses, passwords, entry."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from portal_network.accounts.models import User
from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_superuser, make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db


def test_the_account_model_is_the_project_s_own():
    assert get_user_model() is User


@pytest.mark.parametrize(
    ("last_name", "first_name", "full_name"),
    [
        ("Hoàng", "Văn Mẫu", "Hoàng Văn Mẫu"),
        ("", "Mẫu", "Mẫu"),
        ("Hoàng", "", "Hoàng"),
        ("", "", ""),
    ],
)
def test_a_name_is_written_in_vietnamese_order(last_name, first_name, full_name):
    assert User(last_name=last_name, first_name=first_name).get_full_name() == full_name


def test_two_accounts_cannot_have_one_address_or_one_name():
    first = make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(email=first.email)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(username=first.username)


@pytest.mark.parametrize("email", ["", "không phải thư", "a@"])
def test_an_account_needs_a_real_address(email):
    user = User(username="canbo", email=email, password="x")
    with pytest.raises(ValidationError) as caught:
        user.full_clean()
    assert "email" in caught.value.message_dict


def test_the_first_operator_is_made_by_command_with_an_address(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    with pytest.raises(CommandError):
        call_command("createsuperuser", username="vanhanh", interactive=False, stdout=StringIO())
    call_command(
        "createsuperuser", username="vanhanh", email="vanhanh@vidu.invalid",
        interactive=False, stdout=StringIO(),
    )  # fmt: skip
    assert authenticate(username="vanhanh", password=PASSWORD).is_superuser


# Passwords (R89)


@pytest.mark.parametrize(
    "password",
    ["", "ngan", "mười ba ký tự", "12345678901234567890", "canbo-lang-son", "canbo-lang-son-1"],
)
def test_a_weak_password_is_refused(password):
    user = User(username="canbo-lang-son", email="canbo@vidu.invalid")
    with pytest.raises(ValidationError):
        validate_password(password, user)


@pytest.mark.parametrize("password", [PASSWORD, "đèo Sài Hồ mùa đông", "x7-Qm2_vT9!rK4"])
def test_a_long_password_is_accepted_also_in_vietnamese(password):
    validate_password(password, User(username="canbo", email="canbo@vidu.invalid"))


def test_a_password_is_never_stored_as_it_was_typed():
    assert PASSWORD not in make_user().password


# The account page


def test_a_person_changes_the_own_name_but_gains_no_rights_by_it(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], user=user)
    assert client.get("/quan-tri/account/").status_code == 200
    client.post("/quan-tri/account/", {"is_superuser": "on", "name_email-first_name": "Mẫu"})
    user.refresh_from_db()
    assert not user.is_superuser


@pytest.mark.parametrize("path", ["/quan-tri/users/", "/quan-tri/users/new/", "/quan-tri/groups/"])
def test_only_an_operator_in_a_staff_session_reaches_accounts_and_groups(
    network, client_for, operator_client, path
):
    for role in (Role.EDITOR, Role.SITE_ADMINISTRATOR):
        client = client_for(network.communes[0], user=make_user(role, TAM_THANH))
        assert client.get(path).status_code in {302, 403, 404}
    without_session = client_for(network.communes[0], user=make_superuser())
    assert without_session.get(path).status_code == 302
    operator = operator_client(network.communes[0])
    assert operator.get(path).status_code == 200
