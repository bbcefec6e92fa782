"""Accounts of the people who work in the administration: names, addresses, passwords, entry."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from portal_network.accounts.models import User
from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_superuser, make_user
from tests.networks import TAM_THANH

pytestmark = pytest.mark.django_db

LOGIN = "/quan-tri/login/"


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


# Entering


@pytest.fixture
def login(network, client_for):
    """Log in as a person does, on the site of phường Tam Thanh."""

    def attempt(username: str, password: str, **extra):
        client = client_for(network.communes[0])
        answer = client.post(LOGIN, {"username": username, "password": password, **extra})
        return client, answer

    return attempt


def test_the_page_to_log_in_speaks_vietnamese(network, client_for):
    text = client_for(network.communes[0]).get(LOGIN).content.decode()
    assert 'lang="vi"' in text
    assert "Đăng nhập" in text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.SITE_ADMINISTRATOR])
def test_a_person_with_a_role_logs_in_and_works(login, role):
    user = make_user(role, TAM_THANH)
    client, answer = login(user.username, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/quan-tri/")
    assert client.get("/quan-tri/").status_code == 200


def test_a_person_without_a_role_is_not_let_in(login):
    client, _answer = login(make_user().username, PASSWORD)
    assert client.get("/quan-tri/").status_code == 302


def test_wrong_passwords_unknown_and_closed_accounts_get_the_same_answer(login):
    user = make_user(Role.EDITOR, TAM_THANH)
    closed = make_user(Role.EDITOR, TAM_THANH, is_active=False)
    errors = []
    for username, password in (
        (user.username, "sai mật khẩu hoàn toàn"),
        ("khong-co-ai", PASSWORD),
        (closed.username, PASSWORD),
    ):
        client, answer = login(username, password)
        assert answer.status_code == 200
        assert client.get("/quan-tri/").status_code == 302
        errors.append(str(answer.context["form"].non_field_errors()))
    assert len(set(errors)) == 1


def test_logging_in_gives_the_session_a_new_key(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0])
    session = client.session
    session["truoc"] = 1
    session.save()
    before = session.session_key
    client.post(LOGIN, {"username": user.username, "password": PASSWORD})
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)"]
)
def test_logging_in_never_leads_to_another_host(login, target):
    user = make_user(Role.EDITOR, TAM_THANH)
    _client, answer = login(user.username, PASSWORD, next=target)
    assert answer["Location"] == "/quan-tri/"


def test_a_session_of_one_host_is_not_one_of_its_neighbour(login, network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    client, _answer = login(user.username, PASSWORD)
    assert client.cookies["sessionid"]["domain"] == ""
    assert client_for(network.communes[1]).get("/quan-tri/").status_code == 302


def test_logging_out_ends_the_session(login):
    user = make_user(Role.EDITOR, TAM_THANH)
    client, _answer = login(user.username, PASSWORD)
    client.post("/quan-tri/logout/")
    assert client.get("/quan-tri/").status_code == 302


# Password reset


def test_asking_for_a_new_password_never_tells_whether_an_account_exists(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    answers = [
        client_for(network.communes[0]).post("/quan-tri/password_reset/", {"email": email})
        for email in (user.email, "khong-co-ai@vidu.invalid")
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_the_link_to_a_new_password_works_once(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0])
    client.post("/quan-tri/password_reset/", {"email": user.email})
    body = mail.outbox[0].body
    path = "/quan-tri/" + body.split("/quan-tri/", 1)[1].split()[0]
    form = client.get(path, follow=True)
    new = "Mẫu Sơn tuyết trắng 2026"
    target = form.redirect_chain[-1][0]
    assert client.post(target, {"new_password1": new, "new_password2": new}).status_code == 302
    assert authenticate(username=user.username, password=new) == user
    again = client_for(network.communes[0]).get(path, follow=True)
    assert not again.context.get("validlink")


def test_a_person_changes_the_own_name_but_gains_no_rights_by_it(network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], user=user)
    assert client.get("/quan-tri/account/").status_code == 200
    client.post("/quan-tri/account/", {"is_superuser": "on", "name_email-first_name": "Mẫu"})
    user.refresh_from_db()
    assert not user.is_superuser


@pytest.mark.parametrize("path", ["/quan-tri/users/", "/quan-tri/users/new/", "/quan-tri/groups/"])
def test_only_the_operator_reaches_accounts_and_groups(network, client_for, path):
    for role in (Role.EDITOR, Role.SITE_ADMINISTRATOR):
        client = client_for(network.communes[0], user=make_user(role, TAM_THANH))
        assert client.get(path).status_code in {302, 403, 404}
    operator = client_for(network.communes[0], user=make_superuser())
    assert operator.get(path).status_code == 200
