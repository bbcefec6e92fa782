"""Accounts that nobody uses are closed after 45 days, with a warning a week before."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from portal_network.accounts.idle_accounts import disable_idle_accounts, reactivate
from portal_network.accounts.models import User
from tests.factories import make_superuser, make_user
from tests.sign_in import give_password

pytestmark = pytest.mark.django_db


def unused_for(days: float, make=make_user, **fields) -> User:
    """Make an account whose owner signed in so many days ago."""
    then = timezone.now() - timedelta(days=days)
    return make(date_joined=then - timedelta(days=100), last_login=then, **fields)


def is_open(user) -> bool:
    """Tell whether an account is open in the database."""
    return User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize(("days", "open_after"), [(0, True), (44.9, True), (45.1, False)])
def test_an_account_is_closed_after_forty_five_days(days, open_after):
    user = unused_for(days)
    disable_idle_accounts()
    assert is_open(user) is open_after


def test_the_owner_is_warned_once_a_week_before(settings):
    user = unused_for(38.5)
    early = unused_for(37.5)
    for _day in range(3):
        disable_idle_accounts()
    [message] = mail.outbox
    closes = timezone.localtime(user.last_login + timedelta(days=45))
    assert message.to == [user.email]
    assert message.subject == "Tài khoản của Ông/Bà sắp bị đóng"
    assert closes.strftime("%d/%m/%Y") in message.body
    assert is_open(user) and is_open(early)


def test_the_owner_is_told_that_the_account_was_closed():
    user = unused_for(46)
    disable_idle_accounts()
    [message] = mail.outbox
    assert message.to == [user.email]
    assert message.subject == "Tài khoản của Ông/Bà đã bị đóng"
    assert "45 ngày" in message.body


def test_who_signs_in_after_the_warning_is_warned_again_the_next_time():
    user = unused_for(40)
    disable_idle_accounts(timezone.now())
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    disable_idle_accounts(timezone.now() + timedelta(days=39))
    assert len(mail.outbox) == 2


def test_an_account_that_was_never_used_counts_from_the_day_it_was_made():
    old = make_user(date_joined=timezone.now() - timedelta(days=46))
    new = make_user(date_joined=timezone.now() - timedelta(days=3))
    disable_idle_accounts()
    assert not is_open(old)
    assert is_open(new)


def test_the_last_operator_stays_and_another_one_does_not():
    first, last = unused_for(90, make_superuser), unused_for(60, make_superuser)
    report = disable_idle_accounts()
    assert not is_open(first)
    assert is_open(last)
    assert (report.disabled, report.spared) == ([first], [last])


def test_an_operator_who_works_does_not_spare_the_others():
    idle, _busy = unused_for(60, make_superuser), unused_for(1, make_superuser)
    disable_idle_accounts()
    assert not is_open(idle)


def test_a_closed_account_is_neither_warned_nor_closed_again():
    unused_for(60, is_active=False)
    report = disable_idle_accounts()
    assert not (report.warned or report.disabled or mail.outbox)


def test_a_closed_account_signs_in_no_more_and_a_reopened_one_does(network, client_for):
    user = unused_for(60)
    disable_idle_accounts()
    client = client_for(network.communes[0])
    assert give_password(client, user.username, "Đèo Sài Hồ, sương mù 1986").status_code == 200
    reactivate(user)
    assert give_password(client, user.username, "Đèo Sài Hồ, sương mù 1986").status_code == 302


def test_a_reopened_account_has_its_days_anew():
    user = unused_for(60)
    disable_idle_accounts()
    reactivate(User.objects.get(pk=user.pk))
    assert disable_idle_accounts().disabled == []
    later = timezone.now() + timedelta(days=46)
    assert disable_idle_accounts(later).disabled == [user]


def test_the_command_names_whom_it_warned_and_closed(caplog):
    warned, closed = unused_for(40), unused_for(50)
    output = StringIO()
    call_command("disable_idle_accounts", stdout=output)
    assert f"Đã cảnh báo: {warned.username}" in output.getvalue()
    assert f"Đã đóng: {closed.username}" in output.getvalue()
    assert f"account {closed.pk} disabled" in caplog.text


def test_the_number_of_queries_does_not_grow_with_accounts_in_use(django_assert_num_queries):
    for _number in range(12):
        unused_for(1)
    with django_assert_num_queries(2):
        disable_idle_accounts()
