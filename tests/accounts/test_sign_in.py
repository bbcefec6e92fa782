"""There is one way into the administration, and it tells strangers nothing."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from django.views.generic import RedirectView

from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_superuser, make_user
from tests.networks import TAM_THANH
from tests.sign_in import (
    ADMIN,
    NEW_PASSWORD,
    SECOND_STEP,
    SIGN_IN,
    fresh_code,
    give_password,
    is_signed_in,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(network, client_for):
    """A visitor of phường Tam Thanh."""
    return client_for(network.communes[0])


def error_of(answer) -> str:
    """Return what the form says."""
    return str(answer.context["form"].non_field_errors())


def test_the_page_to_sign_in_speaks_vietnamese_and_names_the_authority(client):
    text = client.get(SIGN_IN).content.decode()
    assert 'lang="vi"' in text
    assert "Đăng nhập trang quản trị" in text
    assert "Phường Tam Thanh" in text
    assert "Wagtail" not in text.partition("<main")[2]


@pytest.mark.parametrize(
    "role", [Role.EDITOR, Role.RESPONDER, Role.APPROVER, Role.SITE_ADMINISTRATOR]
)
def test_a_person_with_a_role_signs_in_and_works(client, role):
    answer = sign_in(client, make_user(role, TAM_THANH))
    assert (answer.status_code, answer["Location"]) == (302, ADMIN)
    assert is_signed_in(client)


@pytest.mark.parametrize("spelling", [str, str.upper, "  {} ".format])
def test_the_e_mail_address_signs_in_as_well(client, spelling):
    user = make_user(Role.EDITOR, TAM_THANH)
    assert give_password(client, spelling(user.email), PASSWORD)["Location"] == ADMIN
    assert is_signed_in(client)


def test_addresses_that_differ_in_capitals_alone_sign_nobody_in(client):
    first = make_user(Role.EDITOR, TAM_THANH, email="Canbo@vidu.invalid")
    make_user(Role.EDITOR, TAM_THANH, email="canbo@vidu.invalid")
    assert give_password(client, "CANBO@vidu.invalid", PASSWORD).status_code == 200
    assert give_password(client, first.username, PASSWORD).status_code == 302


def test_a_user_name_goes_before_the_address_of_somebody_else(client):
    victim = make_user(Role.EDITOR, TAM_THANH)
    named = make_user(Role.EDITOR, TAM_THANH, username=victim.email, password="mật khẩu thứ hai 86")
    give_password(client, victim.email, "mật khẩu thứ hai 86")
    assert client.session["_auth_user_id"] == str(named.pk)


def test_without_a_role_a_person_learns_why_there_is_nothing_to_do(client):
    give_password(client, make_user().username, PASSWORD)
    answer = client.get(ADMIN, follow=True)
    assert answer.status_code == 403
    assert "chưa được giao vai trò" in answer.content.decode()
    assert len(answer.redirect_chain) == 1


def test_wrong_passwords_unknown_and_closed_accounts_get_the_same_answer(client):
    user = make_user(Role.EDITOR, TAM_THANH)
    closed = make_user(Role.EDITOR, TAM_THANH, is_active=False)
    errors = set()
    for login, password in (
        (user.username, "sai mật khẩu hoàn toàn"),
        (user.email, "sai mật khẩu hoàn toàn"),
        ("khong-co-ai", PASSWORD),
        ("khong-co-ai@vidu.invalid", PASSWORD),
        (closed.username, PASSWORD),
    ):
        answer = give_password(client, login, password)
        assert answer.status_code == 200
        assert not is_signed_in(client)
        errors.add(error_of(answer))
    assert len(errors) == 1
    assert "không đúng" in errors.pop()


@pytest.mark.parametrize("login", ["", " ", "a\0b", "x" * 300])
def test_a_name_that_cannot_be_one_is_refused_without_a_fault(client, login):
    answer = give_password(client, login, PASSWORD)
    assert answer.status_code == 200
    assert answer.context["form"].errors


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_signing_in_gives_the_session_a_new_key(client, role):
    session = client.session
    session["truoc"] = 1
    session.save()
    before = session.session_key
    sign_in(client, make_user(role, TAM_THANH))
    assert client.session.session_key != before


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "http:///example.org",
        "\\\\x",
    ],
)
def test_signing_in_never_leads_to_another_host(client, role, target):
    assert sign_in(client, make_user(role, TAM_THANH), next=target)["Location"] == ADMIN


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_signing_in_leads_back_to_where_the_person_wanted_to_go(client, role):
    asked = client.get("/quan-tri/images/")
    assert asked["Location"] == f"{SIGN_IN}?next=/quan-tri/images/"
    answer = sign_in(client, make_user(role, TAM_THANH), next="/quan-tri/images/")
    assert answer["Location"] == "/quan-tri/images/"


def test_a_form_of_another_site_signs_nobody_in(network):
    user = make_user(Role.EDITOR, TAM_THANH)
    client = Client(enforce_csrf_checks=True, HTTP_HOST=network.tenants[0].host)
    assert give_password(client, user.username, PASSWORD).status_code == 403
    assert not is_signed_in(client)


def test_a_session_of_one_host_is_not_one_of_its_neighbour(client, network, client_for):
    sign_in(client, make_user(Role.EDITOR, TAM_THANH))
    assert client.cookies["sessionid"]["domain"] == ""
    assert not is_signed_in(client_for(network.communes[1]))


def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(client):
    sign_in(client, make_user(Role.APPROVER, TAM_THANH))
    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")


@pytest.mark.parametrize("path", ["/quan-tri/dang-xuat/", "/quan-tri/logout/"])
def test_signing_out_ends_the_session(client, path):
    sign_in(client, make_user(Role.APPROVER, TAM_THANH))
    key = client.session.session_key
    assert client.post(path).status_code == 302
    assert not is_signed_in(client)
    client.cookies["sessionid"] = key
    assert not is_signed_in(client)


def test_signing_out_takes_more_than_a_link(client):
    sign_in(client, make_user(Role.EDITOR, TAM_THANH))
    assert client.get("/quan-tri/dang-xuat/").status_code == 405
    assert is_signed_in(client)


# No second path


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/dang-nhap/?next=/a/", f"{SIGN_IN}?next=%2Fa%2F"),
        ("/quan-tri/login/?next=/quan-tri/images/", f"{SIGN_IN}?next=/quan-tri/images/"),
        ("/quan-tri/password_reset/", NEW_PASSWORD),
        ("/quan-tri/password_reset/done/", f"{NEW_PASSWORD}da-gui/"),
        ("/quan-tri/password_reset/confirm/MQ/abc-def/", f"{NEW_PASSWORD}MQ/abc-def/"),
        ("/quan-tri/password_reset/complete/", SIGN_IN),
    ],
)
def test_every_other_door_leads_to_the_one_sign_in(client, path, target):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"].replace("%2F", "/")) == (
        302,
        target.replace("%2F", "/"),
    )


def test_a_password_sent_to_wagtail_s_own_door_opens_nothing(client):
    user = make_user(Role.EDITOR, TAM_THANH)
    for path in ("/quan-tri/login/", "/dang-nhap/"):
        client.post(path, {"username": user.username, "login": user.username, "password": PASSWORD})
        assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path",
    ["login/", "password_reset/", "password_reset/done/", "password_reset/confirm/MQ/a-b/"],
)
def test_wagtail_s_own_views_are_shadowed(path):
    view = resolve(f"/quan-tri/{path}").func
    assert view.view_class is RedirectView


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_set_password", "account_request_login_code"],
)
def test_nobody_signs_up_and_nothing_else_of_the_library_is_served(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


# The second step


def test_a_password_alone_opens_nothing_for_an_account_with_an_app(client):
    answer = give_password(client, make_superuser().username, PASSWORD)
    assert answer["Location"] == SECOND_STEP
    assert not is_signed_in(client)


def test_the_second_step_needs_the_first(client):
    assert client.get(SECOND_STEP)["Location"] == SIGN_IN
    user = make_user(Role.APPROVER, TAM_THANH)
    assert client.post(SECOND_STEP, {"code": fresh_code(user)})["Location"] == SIGN_IN
    assert not is_signed_in(client)


def test_whoever_turns_back_at_the_second_step_begins_anew(client):
    give_password(client, make_user(Role.APPROVER, TAM_THANH).username, PASSWORD)
    assert client.get(SIGN_IN)["Location"] == SECOND_STEP
    client.post("/quan-tri/dang-xuat/")
    assert client.get(SIGN_IN).status_code == 200
    assert client.get(SECOND_STEP)["Location"] == SIGN_IN


def test_an_account_closed_between_the_steps_does_not_get_in(client):
    user = make_user(Role.APPROVER, TAM_THANH)
    give_password(client, user.username, PASSWORD)
    code = fresh_code(user)
    user.is_active = False
    user.save()
    client.post(SECOND_STEP, {"code": code})
    assert not is_signed_in(client)
