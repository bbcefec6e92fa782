"""Guessing is stopped after five failures, for known and unknown names alike, at constant cost."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from portal_network.accounts.models import FailureCount, SignInRecord
from portal_network.accounts.throttle import TooManyFailures, begin_attempt, is_locked, unlock
from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_user
from tests.networks import TAM_THANH
from tests.sign_in import (
    LOCK_SCREEN,
    NEW_PASSWORD,
    SECOND_STEP,
    fresh_code,
    give_password,
    is_signed_in,
    sign_in,
)

pytestmark = pytest.mark.django_db

WRONG = "sai mật khẩu hoàn toàn"


@pytest.fixture
def client(network, client_for):
    """A visitor of phường Tam Thanh."""
    return client_for(network.communes[0])


@pytest.fixture
def user(network):
    """An editor, who signs in with a password alone."""
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """A list to which every password that is hashed is added."""
    seen = []
    encode = MD5PasswordHasher.encode

    def note(self, password, salt):
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", note)
    return seen


def fail(client, login: str, times: int = 5) -> None:
    """Give a wrong password again and again."""
    for _attempt in range(times):
        give_password(client, login, WRONG)


def error_of(answer) -> str:
    """Return what the form says."""
    return str(answer.context["form"].non_field_errors())


def let_time_pass(minutes: int) -> None:
    """Move all counts into the past."""
    for row in FailureCount.objects.all():
        FailureCount.objects.filter(pk=row.pk).update(
            last_at=row.last_at - timedelta(minutes=minutes)
        )


def test_four_failures_do_not_lock_and_five_do(client, user):
    fail(client, user.username, 4)
    assert not is_locked(user)
    fail(client, user.username, 1)
    assert is_locked(user)


def test_a_locked_account_is_refused_with_the_right_password_and_says_so(client, user):
    fail(client, user.username)
    answer = give_password(client, user.username, PASSWORD)
    assert "bị khóa trong 15 phút" in error_of(answer)
    assert not is_signed_in(client)


def test_unknown_names_are_locked_alike(client, user):
    fail(client, user.username)
    fail(client, "khong-co-ai")
    answers = {
        error_of(give_password(client, login, PASSWORD))
        for login in (user.username, "khong-co-ai", " KHONG-CO-AI ")
    }
    assert len(answers) == 1
    assert "bị khóa" in answers.pop()


def test_name_and_address_of_one_account_count_together(client, user):
    fail(client, user.username, 3)
    fail(client, user.email, 2)
    assert "bị khóa" in error_of(give_password(client, user.email, PASSWORD))


def test_the_lock_of_one_account_leaves_its_neighbours_alone(client, user, network):
    other = make_user(Role.EDITOR, TAM_THANH)
    fail(client, user.username)
    assert give_password(client, other.username, PASSWORD).status_code == 302


def test_the_lock_ends_by_itself_after_fifteen_minutes(client, user):
    fail(client, user.username)
    let_time_pass(14)
    assert "bị khóa" in error_of(give_password(client, user.username, PASSWORD))
    let_time_pass(2)
    assert give_password(client, user.username, PASSWORD).status_code == 302


def test_attempts_while_locked_do_not_prolong_the_lock(client, user):
    fail(client, user.username)
    let_time_pass(14)
    fail(client, user.username, 3)
    let_time_pass(2)
    assert give_password(client, user.username, PASSWORD).status_code == 302


def test_signing_in_forgets_the_failures_before(client, user):
    fail(client, user.username, 4)
    assert give_password(client, user.username, PASSWORD).status_code == 302
    client.post("/quan-tri/dang-xuat/")
    fail(client, user.username, 4)
    assert not is_locked(user)


# The second factor


def test_wrong_codes_lock_the_account_too(client):
    user = make_user(Role.APPROVER, TAM_THANH)
    give_password(client, user.username, PASSWORD)
    for _attempt in range(5):
        client.post(SECOND_STEP, {"code": "000000"})
    answer = client.post(SECOND_STEP, {"code": fresh_code(user)})
    assert "bị khóa" in answer.content.decode()
    assert not is_signed_in(client)


def test_the_right_password_does_not_forget_wrong_codes(client, network, client_for):
    user = make_user(Role.APPROVER, TAM_THANH)
    for _round in range(3):
        thief = client_for(network.communes[0])
        give_password(thief, user.username, PASSWORD)
        for _attempt in range(2):
            thief.post(SECOND_STEP, {"code": "000000"})
    assert is_locked(user)


def test_guessing_at_the_lock_screen_locks_the_account(client, user):
    sign_in(client, user)
    for _attempt in range(5):
        client.post(LOCK_SCREEN, {"password": WRONG})
    assert is_locked(user)


# The address


def test_an_address_that_fails_fifty_times_is_locked_for_every_name(client, user, settings):
    settings.SIGN_IN_ADDRESS_FAILURES = 8
    for number in range(8):
        fail(client, f"ten-{number}", 1)
    assert "bị khóa" in error_of(give_password(client, user.username, PASSWORD))
    client.defaults["REMOTE_ADDR"] = "10.0.0.9"
    assert give_password(client, user.username, PASSWORD).status_code == 302


def test_neighbours_in_one_ipv6_network_count_as_one_address(client, user, settings):
    settings.SIGN_IN_ADDRESS_FAILURES = 4
    for number in range(4):
        client.defaults["REMOTE_ADDR"] = f"2001:db8::{number + 1}"
        fail(client, f"ten-{number}", 1)
    client.defaults["REMOTE_ADDR"] = "2001:db8::ffff"
    assert "bị khóa" in error_of(give_password(client, user.username, PASSWORD))


def test_nobody_invents_an_address_unless_a_server_in_front_is_trusted(client, user, settings):
    settings.SIGN_IN_ADDRESS_FAILURES = 4
    for number in range(4):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.1.1.{number}"
        fail(client, f"ten-{number}", 1)
    assert "bị khóa" in error_of(give_password(client, user.username, PASSWORD))
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert give_password(client, user.username, PASSWORD).status_code == 302


# Cost


def test_nothing_is_hashed_while_locked(client, user, hashed):
    fail(client, user.username)
    assert hashed == [WRONG] * 5
    fail(client, user.username, 10)
    assert len(hashed) == 5


def test_unknown_and_known_names_cost_the_same_hashing(client, user, hashed):
    fail(client, user.username, 1)
    known = len(hashed)
    fail(client, "khong-co-ai", 1)
    assert len(hashed) - known == known


def test_ten_thousand_attempts_cost_no_more_each_and_leave_a_handful_of_rows(
    client, user, settings, hashed
):
    settings.SIGN_IN_ADDRESS_FAILURES = 50
    # On a slow machine the directory of tenants and the board of alerts would ask once in between.
    settings.TENANT_DIRECTORY_MAX_AGE = 3600.0
    settings.ALERTS_MAX_AGE = 3600.0
    costs = []
    for number in range(600):
        # One attempt in six at the account, the others at names that are made up.
        login = user.username if number % 6 == 0 else f"ten-{number}"
        with CaptureQueriesContext(connection) as queries:
            give_password(client, login, WRONG)
        costs.append(len(queries))
    assert len(hashed) == 50
    assert max(costs[60:]) == min(costs[60:]) <= 4
    rows = FailureCount.objects.count()
    assert rows <= 52
    # What the limits refuse writes nothing, so the next nine thousand change nothing either.
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
    for number in range(9_400):
        with pytest.raises(TooManyFailures):
            begin_attempt(request, name=f"khac-{number}")
    assert FailureCount.objects.count() == rows
    assert SignInRecord.objects.filter(user=user).count() <= 6


def test_counts_that_are_void_are_cleared_away(client):
    for number in range(5):
        fail(client, f"ten-{number}", 1)
    let_time_pass(16)
    fail(client, "ten-moi", 1)
    assert FailureCount.objects.count() == 2


def test_what_strangers_type_is_not_stored(client):
    fail(client, "matkhau-go-nham-vao-o-ten", 1)
    assert not FailureCount.objects.filter(key__contains="matkhau").exists()
    assert all(len(row.key) == 64 for row in FailureCount.objects.all())


def test_attempts_at_the_same_moment_cannot_outrun_the_limit(user):
    request = RequestFactory().post("/")
    for _attempt in range(5):
        begin_attempt(request, user)
    # None of the five has been checked yet.
    with pytest.raises(TooManyFailures):
        begin_attempt(request, user)
    assert FailureCount.objects.order_by("-failures").first().failures == 5


def test_an_attempt_that_succeeds_is_taken_back(user):
    request = RequestFactory().post("/")
    for _attempt in range(20):
        begin_attempt(request, user).succeeded()
    assert not is_locked(user)


# Recovery


def test_a_new_password_does_not_lift_the_lock(client, user):
    fail(client, user.username)
    user.set_password("một mật khẩu hoàn toàn khác")
    user.save()
    answer = give_password(client, user.username, "một mật khẩu hoàn toàn khác")
    assert "bị khóa" in error_of(answer)


def test_an_administrator_unlocks_an_account(client, user):
    fail(client, user.username)
    unlock(user)
    assert not is_locked(user)
    assert give_password(client, user.username, PASSWORD).status_code == 302


@pytest.mark.parametrize("field", ["username", "email"])
def test_the_operator_unlocks_an_account_by_command(client, user, field):
    fail(client, user.username)
    output = StringIO()
    call_command("unlock_account", getattr(user, field), stdout=output)
    assert "đăng nhập lại được" in output.getvalue()
    assert give_password(client, user.username, PASSWORD).status_code == 302


def test_the_command_refuses_a_name_that_belongs_to_nobody(db):
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("unlock_account", "khong-co-ai")


def test_a_lock_is_logged_without_a_name(client, user, caplog):
    fail(client, user.username)
    assert f"account {user.pk} locked" in caplog.text
    assert user.username not in caplog.text


def test_few_links_to_a_new_password_are_sent_to_one_address(client, user, mailoutbox):
    for _request in range(8):
        assert client.post(NEW_PASSWORD, {"email": user.email}).status_code == 302
    assert len(mailoutbox) == 5
    let_time_pass(16)
    client.post(NEW_PASSWORD, {"email": user.email})
    assert len(mailoutbox) == 6
