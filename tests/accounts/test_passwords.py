"""Passwords are not used again; replacing a forgotten one tells nobody who has an account."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal_network.accounts import mail as mail_service
from portal_network.accounts.models import PasswordRecord
from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_user
from tests.networks import TAM_THANH
from tests.sign_in import NEW_PASSWORD, SECOND_STEP, give_password, is_signed_in, sign_in

pytestmark = pytest.mark.django_db

NEW = "Mẫu Sơn tuyết trắng 2026"


@pytest.fixture
def client(network, client_for):
    """A visitor of phường Tam Thanh."""
    return client_for(network.communes[0])


def change(user, password: str) -> None:
    """Give an account another password, as any form does."""
    validate_password(password, user)
    user.set_password(password)
    user.save()


def link_to_new_password(client, user) -> str:
    """Ask for a link; return its path."""
    client.post(NEW_PASSWORD, {"email": user.email})
    return re.search(r"http://[^/]+(/quan-tri/\S+)", mail.outbox[-1].body)[1]


def use_link(client, path: str, password: str = NEW):
    """Follow the link and choose a password; return the last answer."""
    target = client.get(path, follow=True).redirect_chain[-1][0]
    return client.post(target, {"new_password1": password, "new_password2": password})


# Used before


def test_none_of_the_last_ten_passwords_is_taken_again():
    user = make_user()
    passwords = [f"mật khẩu dài số {number}" for number in range(11)]
    for password in passwords:
        change(user, password)
    for password in passwords[1:]:
        with pytest.raises(ValidationError, match="đã dùng mật khẩu này"):
            validate_password(password, user)
    validate_password(passwords[0], user)
    assert PasswordRecord.objects.filter(user=user).count() == 10


def test_the_present_password_counts_even_when_it_is_older_than_the_records():
    user = make_user()
    PasswordRecord.objects.all().delete()
    with pytest.raises(ValidationError):
        validate_password(PASSWORD, user)


def test_somebody_else_s_password_may_be_one_s_own():
    make_user(password="trùng hợp ngẫu nhiên")
    validate_password("trùng hợp ngẫu nhiên", make_user())


def test_a_password_is_checked_for_an_account_that_is_not_stored_yet():
    validate_password("một mật khẩu rất dài", None)


def test_the_rule_is_stated_in_vietnamese():
    assert "Mật khẩu phải khác 10 mật khẩu gần nhất của Ông/Bà." in password_validators_help_texts()


def test_a_hash_made_anew_at_sign_in_is_no_new_password():
    user = make_user()
    before = PasswordRecord.objects.filter(user=user).count()
    user.check_password(PASSWORD)
    user.save()
    assert PasswordRecord.objects.filter(user=user).count() == before


# Forgotten


def test_asking_for_a_new_password_never_tells_whether_an_account_exists(client):
    user = make_user(Role.EDITOR, TAM_THANH)
    closed = make_user(Role.EDITOR, TAM_THANH, is_active=False)
    answers = [
        client.post(NEW_PASSWORD, {"email": email}, follow=True)
        for email in (user.email, closed.email, "khong-co-ai@vidu.invalid")
    ]
    bodies = {re.sub(r'value="\w{64}"|"\w{64}"', "", answer.content.decode()) for answer in answers}
    assert {answer.status_code for answer in answers} == {200}
    assert len(bodies) == 1
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_the_account_is_looked_for_only_after_the_answer(client, monkeypatch):
    waiting = []
    monkeypatch.setattr(
        "portal_network.accounts.views.in_background", lambda *work: waiting.append(work)
    )
    user = make_user(Role.EDITOR, TAM_THANH)
    client.post(NEW_PASSWORD, {"email": user.email})
    client.post(NEW_PASSWORD, {"email": "khong-co-ai@vidu.invalid"})
    assert len(waiting) == 2
    assert not mail.outbox
    for work, *arguments in waiting:
        work(*arguments)
    assert len(mail.outbox) == 1


def test_the_message_is_vietnamese_and_leads_to_the_own_host(client):
    user = make_user(Role.EDITOR, TAM_THANH, first_name="Mẫu", last_name="Hoàng")
    path = link_to_new_password(client, user)
    assert mail.outbox[0].subject == "Mật khẩu mới cho trang quản trị"
    assert f"http://tamthanh.langson.localhost{path}" in mail.outbox[0].body
    assert "Kính gửi Hoàng Mẫu" in mail.outbox[0].body


def test_a_line_break_in_the_address_adds_no_header(client):
    answer = client.post(NEW_PASSWORD, {"email": "a@vidu.invalid\nBcc: b@vidu.invalid"})
    assert answer.status_code == 200
    assert not mail.outbox


def test_the_link_works_once(client, network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    path = link_to_new_password(client, user)
    assert use_link(client, path)["Location"] == "/quan-tri/dang-nhap/"
    assert authenticate(username=user.username, password=NEW) == user
    again = client_for(network.communes[0]).get(path, follow=True)
    assert "đã được dùng hoặc đã hết hạn" in again.content.decode()


def test_the_link_dies_after_eight_hours(client, monkeypatch):
    user = make_user(Role.EDITOR, TAM_THANH)
    path = link_to_new_password(client, user)
    for hours, is_valid in ((7.9, True), (8.1, False)):
        later = timezone.make_naive(timezone.now()) + timedelta(hours=hours)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, now=later: now)
        assert client.get(path, follow=True).context["validlink"] is is_valid


def test_a_link_for_another_account_or_out_of_thin_air_is_refused(client):
    user, other = make_user(Role.EDITOR, TAM_THANH), make_user(Role.EDITOR, TAM_THANH)
    path = link_to_new_password(client, user)
    token = path.rstrip("/").rpartition("/")[2]
    client.post(NEW_PASSWORD, {"email": other.email})
    foreign = mail.outbox[-1].body.split(NEW_PASSWORD)[1].split("/")[0]
    for wrong in (f"{foreign}/{token}", "x/y-z", f"{foreign}/set-password"):
        answer = client.get(f"{NEW_PASSWORD}{wrong}/", follow=True)
        assert answer.context["validlink"] is False


def test_a_new_password_ends_all_sessions_and_signs_nobody_in(client, network, client_for):
    user = make_user(Role.EDITOR, TAM_THANH)
    sign_in(client, user)
    stranger = client_for(network.communes[0])
    use_link(stranger, link_to_new_password(stranger, user))
    assert not is_signed_in(client)
    assert not is_signed_in(stranger)


def test_a_new_password_does_not_replace_the_second_factor(client):
    user = make_user(Role.APPROVER, TAM_THANH)
    use_link(client, link_to_new_password(client, user))
    assert give_password(client, user.username, NEW)["Location"] == SECOND_STEP
    assert not is_signed_in(client)


@pytest.mark.parametrize("password", [PASSWORD, "ngắn"])
def test_the_link_takes_neither_an_old_nor_a_weak_password(client, password):
    user = make_user(Role.EDITOR, TAM_THANH)
    answer = use_link(client, link_to_new_password(client, user), password)
    assert answer.status_code == 200
    assert answer.context["form"].errors


# Beside the request


def test_a_message_is_sent_beside_the_request_and_its_faults_are_logged(settings, caplog):
    settings.SEND_MAIL_IN_BACKGROUND = True
    is_answered = threading.Event()
    was_beside = []

    def slow_and_broken() -> None:
        was_beside.append(is_answered.wait(timeout=10))
        raise OSError("the server is gone")

    mail_service.in_background(slow_and_broken)
    is_answered.set()
    mail_service._worker.submit(lambda: None).result(timeout=60)
    assert was_beside == [True]
    assert "could not be sent" in caplog.text
