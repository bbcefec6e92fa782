"""Owners see who has tried to sign in to their account; nothing is kept longer than needed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from portal_network.accounts.history import address_of, browser_of
from portal_network.accounts.models import SignInRecord
from portal_network.tenancy.models import Role
from tests.factories import PASSWORD, make_user
from tests.networks import TAM_THANH
from tests.sign_in import SECOND_STEP, give_password, sign_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def client(network, client_for):
    """A visitor of phường Tam Thanh, with Firefox."""
    return client_for(network.communes[0], HTTP_USER_AGENT=FIREFOX)


def results(user) -> list[str]:
    """Return the results in the order of events."""
    return list(
        SignInRecord.objects.filter(user=user).order_by("pk").values_list("result", flat=True)
    )


def test_each_attempt_leaves_time_address_browser_and_result(client):
    user = make_user(Role.EDITOR, TAM_THANH)
    give_password(client, user.username, "sai mật khẩu hoàn toàn")
    sign_in(client, user)
    assert results(user) == ["wrong_password", "signed_in"]
    record = SignInRecord.objects.filter(user=user).first()
    assert (record.address, record.browser) == ("127.0.0.1", "Firefox · Linux")
    assert timezone.now() - record.at < timedelta(minutes=1)


def test_wrong_codes_and_the_lock_are_in_the_history_once(client):
    user = make_user(Role.APPROVER, TAM_THANH)
    give_password(client, user.username, PASSWORD)
    for _attempt in range(8):
        client.post(SECOND_STEP, {"code": "000000"})
    assert results(user) == ["wrong_code"] * 5 + ["locked"]


def test_attempts_at_unknown_names_are_nobody_s_history(client):
    give_password(client, "khong-co-ai", PASSWORD)
    assert not SignInRecord.objects.exists()


def test_the_owner_sees_the_own_history_and_nobody_else_s(client):
    user, other = make_user(Role.EDITOR, TAM_THANH), make_user(Role.EDITOR, TAM_THANH)
    SignInRecord.objects.create(
        user=other, address="203.0.113.77", browser="Safari", result="locked"
    )
    SignInRecord.objects.create(
        user=user, address="203.0.113.5", browser="Edge", result="wrong_code"
    )
    sign_in(client, user)
    text = client.get("/quan-tri/account/").content.decode()
    assert "Các lần đăng nhập gần đây" in text
    assert "203.0.113.5" in text
    assert "Sai mã xác thực" in text
    assert "203.0.113.77" not in text


def test_the_account_page_shows_the_latest_twenty(client, django_assert_max_num_queries):
    user = make_user(Role.EDITOR, TAM_THANH)
    for _attempt in range(30):
        SignInRecord.objects.create(user=user, browser="Chrome", result="wrong_password")
    sign_in(client, user)
    client.get("/quan-tri/account/")
    with django_assert_max_num_queries(25):
        text = client.get("/quan-tri/account/").content.decode()
    assert text.count("Sai mật khẩu") == 19


@pytest.mark.parametrize(
    ("agent", "browser"),
    [
        (FIREFOX, "Firefox · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge · Windows"),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114 Safari",
            "Cốc Cốc · Windows",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/150.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19) Version/19 Safari/604.1", "Safari · iOS"),
        ("curl/8", ""),
        ("", ""),
        ("x" * 100_000, ""),
        ("\0<script>", ""),
    ],
)
def test_of_the_browser_only_family_and_system_are_kept(agent, browser):
    assert browser_of(RequestFactory().get("/", HTTP_USER_AGENT=agent)) == browser


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "10.0.0.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5", "198.51.100.1"),
        (2, "203.0.113.5", "10.0.0.1"),
        (1, "không phải địa chỉ", None),
        (1, "", "10.0.0.1"),
    ],
)
def test_the_address_is_told_by_as_many_servers_in_front_as_are_trusted(
    settings, proxies, forwarded, address
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **extra)
    assert address_of(request) == address


def test_what_is_older_than_the_retention_is_purged(settings):
    user = make_user()
    for days in (1, settings.PORTAL_LOG_RETENTION.days - 1, settings.PORTAL_LOG_RETENTION.days + 1):
        record = SignInRecord.objects.create(user=user, result="signed_in")
        at = timezone.now() - timedelta(days=days)
        SignInRecord.objects.filter(pk=record.pk).update(at=at)
    output = StringIO()
    call_command("purge_sign_in_log", stdout=output)
    assert "1" in output.getvalue()
    assert SignInRecord.objects.count() == 2


def test_twelve_months_are_never_less_than_a_year(settings):
    assert timedelta(days=366) <= settings.PORTAL_LOG_RETENTION
