"""Second factors: codes are taken once, secrets stay secret, the last one stays where it must."""

import json
import re

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import InvalidToken
from django.core import mail
from hypothesis import HealthCheck, example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from portal_network.accounts import encryption, totp
from portal_network.accounts.second_factor import has_second_factor, remove_all_factors
from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, TOTP_SECRET, make_user
from tests.networks import TAM_THANH
from tests.sign_in import (
    FACTORS,
    SECOND_STEP,
    fresh_code,
    give_password,
    is_signed_in,
    sign_in,
)

pytestmark = pytest.mark.django_db

APP = f"{FACTORS}ung-dung/"
REMOVE_APP = f"{FACTORS}ung-dung/go/"
CODES = f"{FACTORS}ma-du-phong/"
CONFIRM = f"{FACTORS}xac-nhan/"
ADD_PASSKEY = f"{FACTORS}khoa/them/"
BY_PASSKEY = "/quan-tri/dang-nhap/khoa-truy-cap/"
# The words of a browser's answer, so that the tests get deeper than the first look.
KEYS = st.sampled_from(
    ["id", "rawId", "type", "response", "userHandle", "clientDataJSON", "authenticatorData"]
)


@pytest.fixture
def client(network, client_for):
    """A visitor of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def approver(network):
    """An approver with the app that all tests share."""
    return make_user(Role.APPROVER, TAM_THANH)


@pytest.fixture
def newcomer(network):
    """An approver who has to set up a second factor."""
    return make_user(Role.APPROVER, TAM_THANH, second_factor=False)


def factor_of(user, type=Authenticator.Type.TOTP) -> Authenticator:
    """Return the one factor of a kind."""
    return Authenticator.objects.get(user=user, type=type)


def set_up_app(client) -> tuple[str, object]:
    """Set up an app as a person does; return its secret and the last answer."""
    secret = re.search(r'data-secret="(\w+)"', client.get(APP).content.decode())[1]
    return secret, client.post(APP, {"code": totp.code_now(secret)}, follow=True)


def make_codes(client, user) -> list[str]:
    """Return the recovery codes of an account that has none yet."""
    sign_in(client, user)
    client.post(f"{CODES}tao/")
    text = client.get(CODES).content.decode()
    return re.findall(r"<code>(\d{8})</code>", text)


# Codes of an app


def test_the_codes_are_those_of_the_standard():
    # RFC 4226, appendix D.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    values = [format_hotp_value(hotp_value(secret, counter)) for counter in range(4)]
    assert values == ["755224", "287082", "359152", "969429"]


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_a_code_of_the_half_minutes_around_now_is_taken_and_never_again(approver, offset):
    code = format_hotp_value(hotp_value(TOTP_SECRET, totp._counter_now() + offset))
    assert totp.take_code(factor_of(approver), code)
    assert not totp.take_code(factor_of(approver), code)


@pytest.mark.parametrize("offset", [-3, 3])
def test_a_code_of_another_time_is_refused(approver, offset):
    code = format_hotp_value(hotp_value(TOTP_SECRET, totp._counter_now() + offset))
    assert not totp.take_code(factor_of(approver), code)


def test_an_older_code_is_refused_once_a_newer_one_was_taken(approver):
    now = totp._counter_now()
    older, newer = (format_hotp_value(hotp_value(TOTP_SECRET, now + step)) for step in (0, 1))
    assert totp.take_code(factor_of(approver), newer)
    assert not totp.take_code(factor_of(approver), older)


@pytest.mark.parametrize("code", ["", "000000x", "１２３４５６", "không", "1" * 20, "-1"])
def test_what_is_no_code_is_refused_without_a_fault(client, approver, code):
    give_password(client, approver.username, PASSWORD)
    assert client.post(SECOND_STEP, {"code": code}).status_code == 200
    assert not is_signed_in(client)


def test_a_code_that_signed_in_once_signs_nobody_in_again(client, approver, network, client_for):
    give_password(client, approver.username, PASSWORD)
    code = fresh_code(approver)
    assert client.post(SECOND_STEP, {"code": code}).status_code == 302
    thief = client_for(network.communes[0])
    give_password(thief, approver.username, PASSWORD)
    answer = thief.post(SECOND_STEP, {"code": code})
    assert "đã được dùng" in answer.content.decode()
    assert not is_signed_in(thief)


def test_a_code_may_be_typed_with_a_space(client, approver):
    give_password(client, approver.username, PASSWORD)
    code = fresh_code(approver)
    assert client.post(SECOND_STEP, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302


# Setting up


def test_a_newcomer_sets_up_an_app_with_a_picture_drawn_here(client, newcomer):
    sign_in(client, newcomer)
    text = client.get(APP).content.decode()
    assert "<svg" in text
    assert "http" not in text.partition("<svg")[2].partition("</svg>")[0].replace(
        "http://www.w3.org/2000/svg", ""
    )
    _secret, answer = set_up_app(client)
    assert "Các mã này chỉ hiện một lần" in answer.content.decode()
    assert is_signed_in(client)


def test_the_app_shows_the_authority_and_the_user_name(client, newcomer):
    sign_in(client, newcomer)
    url = client.get(APP).context["totp_url"]
    assert url.startswith(f"otpauth://totp/{newcomer.username}?secret=")
    assert "issuer=%E1%BB%A6y%20ban%20nh%C3%A2n%20d%C3%A2n" in url


def test_an_app_with_a_wrong_first_code_is_not_added(client, newcomer):
    sign_in(client, newcomer)
    client.get(APP)
    answer = client.post(APP, {"code": "000000"})
    assert "Mã không đúng" in answer.content.decode()
    assert not has_second_factor(newcomer)


def test_the_code_that_proved_an_app_does_not_sign_in_as_well(
    client, newcomer, network, client_for, django_capture_on_commit_callbacks
):
    sign_in(client, newcomer)
    with django_capture_on_commit_callbacks(execute=True):
        secret, _answer = set_up_app(client)
    other = client_for(network.communes[0])
    give_password(other, newcomer.username, PASSWORD)
    other.post(SECOND_STEP, {"code": totp.code_now(secret)})
    assert not is_signed_in(other)


def test_the_owner_is_told_of_a_new_factor_in_vietnamese(
    client, newcomer, django_capture_on_commit_callbacks
):
    sign_in(client, newcomer)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    [message] = mail.outbox
    assert message.to == [newcomer.email]
    assert "Đã cài đặt ứng dụng xác thực." in message.body
    assert newcomer.username in message.body
    assert "127.0.0.1" in message.body


def test_secrets_are_not_stored_as_they_are(approver, client):
    codes = make_codes(client, approver)
    stored = "".join(str(row.data) for row in Authenticator.objects.all())
    assert TOTP_SECRET not in stored
    assert not any(code in stored for code in codes)
    assert encryption.decrypt(factor_of(approver).data["secret"]) == TOTP_SECRET


def test_a_retired_key_still_opens_what_it_closed(settings):
    closed = encryption.encrypt("bí mật")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert encryption.decrypt(closed) == "bí mật"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        encryption.decrypt(closed)


# Recovery codes


def test_each_recovery_code_signs_in_once(client, approver, network, client_for):
    codes = make_codes(client, approver)
    assert len(set(codes)) == 10
    for expected in (True, False):
        other = client_for(network.communes[0])
        give_password(other, approver.username, PASSWORD)
        other.post(SECOND_STEP, {"code": codes[0]})
        assert is_signed_in(other) is expected


def test_recovery_codes_are_shown_once(client, approver):
    codes = make_codes(client, approver)
    text = client.get(CODES).content.decode()
    assert not any(code in text for code in codes)
    assert "không hiện lại" in text
    assert "no-store" in client.get(CODES)["Cache-Control"]


def test_new_recovery_codes_replace_the_old_ones(client, approver, network, client_for):
    old = make_codes(client, approver)
    client.post(f"{CODES}tao/")
    other = client_for(network.communes[0])
    give_password(other, approver.username, PASSWORD)
    other.post(SECOND_STEP, {"code": old[0]})
    assert not is_signed_in(other)


def test_recovery_codes_alone_are_no_second_factor(newcomer):
    Authenticator.objects.create(
        user=newcomer, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "", "used_mask": 0}
    )
    assert not has_second_factor(newcomer)


# Removing


def test_who_must_have_a_factor_cannot_remove_the_last_one(client, approver):
    sign_in(client, approver)
    for answer in (client.get(REMOVE_APP), client.post(REMOVE_APP)):
        assert "Vai trò của Ông/Bà bắt buộc" in answer.content.decode()
    assert has_second_factor(approver)


def test_who_need_not_have_a_factor_removes_it(client):
    editor = make_user(Role.EDITOR, TAM_THANH)
    sign_in(client, editor)
    set_up_app(client)
    assert client.post(REMOVE_APP)["Location"] == FACTORS
    assert not Authenticator.objects.filter(user=editor).exists()


def test_the_last_passkey_of_who_must_have_one_stays_and_the_one_before_goes(client, newcomer):
    sign_in(client, newcomer)
    first, last = (
        Authenticator.objects.create(
            user=newcomer, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
        )
        for name in ("một", "hai")
    )
    assert client.post(f"{FACTORS}khoa/{first.pk}/go/")["Location"] == FACTORS
    answer = client.post(f"{FACTORS}khoa/{last.pk}/go/", follow=True)
    assert "Vai trò của Ông/Bà bắt buộc" in answer.content.decode()
    assert list(Authenticator.objects.filter(user=newcomer)) == [last]


def test_a_passkey_of_somebody_else_does_not_exist(client, approver, newcomer):
    sign_in(client, approver)
    foreign = Authenticator.objects.create(
        user=newcomer, type=Authenticator.Type.WEBAUTHN, data={"name": "khác", "credential": {}}
    )
    for path in ("go/", "ten/"):
        for pk in (foreign.pk, 987654):
            assert client.get(f"{FACTORS}khoa/{pk}/{path}").status_code == 404
            assert client.post(f"{FACTORS}khoa/{pk}/{path}", {"name": "x"}).status_code == 404


def test_all_factors_of_somebody_who_lost_them_can_be_removed(client, approver):
    make_codes(client, approver)
    assert has_second_factor(approver)
    remove_all_factors(approver)
    assert not has_second_factor(approver)
    assert not Authenticator.objects.filter(user=approver).exists()


# Confirming


def grow_old(client) -> None:
    """Let the sign-in of a session lie further back than factors may be changed after it."""
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        row | {"at": row["at"] - 3600} for row in records
    ]
    session.save()


@pytest.mark.parametrize("path", [REMOVE_APP, f"{CODES}tao/", f"{FACTORS}khoa/them/"])
def test_changes_ask_again_who_it_is_when_the_sign_in_is_long_ago(client, approver, path):
    sign_in(client, approver)
    assert client.get(path).status_code == 200
    grow_old(client)
    assert client.get(path)["Location"] == f"{CONFIRM}?next={path.replace('/', '%2F')}"
    assert client.post(path)["Location"].startswith(CONFIRM)


@pytest.mark.parametrize("way", ["password", "code"])
def test_a_password_or_a_code_confirms_and_leads_back(client, approver, way):
    sign_in(client, approver)
    grow_old(client)
    where, secret = {
        "password": (CONFIRM, PASSWORD),
        "code": (f"{CONFIRM}ma/", fresh_code(approver)),
    }[way]
    assert client.post(where, {way: "sai rồi", "next": APP}).status_code == 200
    assert client.post(where, {way: secret, "next": APP})["Location"] == APP
    assert client.get(f"{CODES}tao/").status_code == 200


def test_confirming_never_leads_to_another_host(client, approver):
    sign_in(client, approver)
    grow_old(client)
    answer = client.post(CONFIRM, {"password": PASSWORD, "next": "https://example.org/"})
    assert answer["Location"].startswith("/quan-tri/")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@example({"id": "x", "rawId": 2**36, "response": {}})
@example({"id": "x", "rawId": "x", "response": {"clientDataJSON": 2**36}})
@examples(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(credential=JSON)
def test_a_passkey_that_is_nonsense_is_refused_without_a_fault(network, client_for, credential):
    visitor = client_for(network.communes[0])
    visitor.get(BY_PASSKEY, HTTP_ACCEPT="application/json")
    answer = visitor.post(BY_PASSKEY, {"credential": json.dumps(credential)})
    assert answer["Location"] == "/quan-tri/dang-nhap/"


@pytest.mark.parametrize(
    "credential",
    [
        "68719476736",
        '{"id": "x", "rawId": 68719476736}',
        "",
        "{",
        "{}",
        "[]",
        '{"id": "x", "response": 3}',
        '{"rawId": 1}',
        "9" * 5000,
        "[" * 9000,
    ],
)
def test_nonsense_is_refused_as_a_second_step_and_as_a_new_passkey(client, approver, credential):
    give_password(client, approver.username, PASSWORD)
    assert client.post(SECOND_STEP, {"credential": credential}).status_code == 200
    assert not is_signed_in(client)
    client.post(SECOND_STEP, {"code": fresh_code(approver)})
    client.get(ADD_PASSKEY)
    assert client.post(ADD_PASSKEY, {"credential": credential, "name": "x"}).status_code == 200
    answer = client.post(f"{CONFIRM}khoa/", {"credential": credential})
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=approver).count() == 1


def test_passkeys_belong_to_the_province_so_that_they_serve_its_communes(client, newcomer):
    sign_in(client, newcomer)
    options = client.get(f"{FACTORS}khoa/them/").context["js_data"]["creation_options"]["publicKey"]
    assert options["rp"]["id"] == "langson.localhost"
    selection = options["authenticatorSelection"]
    assert selection["residentKey"] == "required"
    assert selection["userVerification"] == "required"
