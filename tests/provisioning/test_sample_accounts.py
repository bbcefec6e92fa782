"""The sample accounts: who they are, what ties them to their place, whose passwords they have."""

import json
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from portal_network.accounts.models import User
from portal_network.accounts.second_factor import has_second_factor, remove_all_factors
from portal_network.accounts.totp import add_app, has_app
from portal_network.provisioning.management.commands import sample_code
from portal_network.provisioning.sample_accounts import ensure_sample_accounts
from portal_network.tenancy.models import Membership, Role
from tests.factories import TOTP_SECRET
from tests.provisioning.database import changed_tables, contents
from tests.sign_in import SECOND_STEP, give_password, is_signed_in

pytestmark = pytest.mark.django_db

EXPECTED = {
    "quantri.tinh": (Role.PROVINCE_ADMINISTRATOR, "Tỉnh Lạng Sơn"),
    "kiemduyet.tinh": (Role.PROVINCE_MODERATOR, "Tỉnh Lạng Sơn"),
    "theodoi.tinh": (Role.PROVINCE_OBSERVER, "Tỉnh Lạng Sơn"),
    "bientap.xa": (Role.EDITOR, "Phường Tam Thanh"),
    "duyet.xa": (Role.APPROVER, "Phường Tam Thanh"),
    "quantri.xa": (Role.SITE_ADMINISTRATOR, "Phường Tam Thanh"),
    "traloi.xa": (Role.RESPONDER, "Phường Tam Thanh"),
}
OPERATOR = "vanhanh"


@pytest.fixture
def ensure(network, tmp_path):
    """Call the service for Lạng Sơn and Tam Thanh with the store of one installation."""

    def call(store="accounts.json"):
        return ensure_sample_accounts(network.province, network.communes[0], tmp_path / store)

    return call


def test_each_role_is_tied_to_its_place_by_a_membership_row(ensure):
    ensure()
    for username, (role, place) in EXPECTED.items():
        membership = Membership.objects.get(user__username=username)
        assert membership.role == role
        assert (membership.commune or membership.province).name == place
    assert Membership.objects.count() == User.objects.count() - 1 == len(EXPECTED)


def test_one_account_is_an_operator_s_with_a_second_factor_and_no_role(ensure):
    account = next(account for account in ensure() if account.username == OPERATOR)
    user = User.objects.get(is_superuser=True)
    assert user.username == OPERATOR
    assert not user.memberships.exists()
    assert account.totp_secret and has_second_factor(user)
    assert (account.role, account.place) == ("Người vận hành", "toàn hệ thống")


def test_the_returned_accounts_can_log_in(ensure, client_for, network):
    for account in ensure():
        user = authenticate(username=account.username, password=account.password)
        assert user is not None
        response = client_for(network.province, user).get("/quan-tri/")
        assert response.status_code == 200


def test_passwords_are_long_and_all_different(ensure):
    accounts = ensure()
    for account in accounts:
        validate_password(account.password)
    assert len({account.password for account in accounts}) == len(accounts)


def test_accounts_bear_no_name_of_a_person_and_no_real_address(ensure):
    ensure()
    for user in User.objects.all():
        assert "mẫu" in user.get_full_name()
        assert user.email.endswith(".invalid")


def test_a_second_call_changes_nothing_and_returns_the_same(ensure):
    first = ensure()
    before = contents()
    assert ensure() == first
    assert changed_tables(before, contents()) == set()


def test_every_installation_draws_its_own_passwords(ensure):
    first = {account.password for account in ensure()}
    User.objects.all().delete()
    second = {account.password for account in ensure("other.json")}
    assert not first & second


def test_an_account_whose_stored_password_is_lost_gets_a_new_one(ensure, tmp_path):
    first = {account.username: account.password for account in ensure()}
    (tmp_path / "accounts.json").unlink()
    for account in ensure():
        assert account.password != first[account.username]
        assert authenticate(username=account.username, password=account.password)


def test_a_password_that_somebody_changed_stays_and_is_not_printed(ensure):
    ensure()
    user = User.objects.get(username="bientap.xa")
    user.set_password("mật khẩu mới của biên tập viên")
    user.save()
    for _again in range(2):
        account = next(account for account in ensure() if account.username == "bientap.xa")
        assert account.password == ""
    assert authenticate(username="bientap.xa", password="mật khẩu mới của biên tập viên")


def test_no_password_is_checked_when_nothing_changed(ensure, monkeypatch):
    first = ensure()
    monkeypatch.setattr(User, "check_password", lambda *args: pytest.fail("slow by design"))
    assert ensure() == first


def test_a_password_that_was_only_hashed_anew_is_still_printed(ensure):
    first = ensure()
    user = User.objects.get(username="duyet.xa")
    user.set_password(next(a.password for a in first if a.username == "duyet.xa"))
    user.save()
    assert [a.password for a in ensure()] == [a.password for a in first]


def test_the_store_is_for_its_owner_alone_also_when_it_was_not_before(ensure, tmp_path):
    store = tmp_path / "accounts.json"
    store.write_text("[]", encoding="utf-8")
    store.chmod(0o644)
    ensure()
    assert store.stat().st_mode & 0o777 == 0o600
    rows = json.loads(store.read_text(encoding="utf-8"))
    assert [row["username"] for row in rows] == [*EXPECTED, OPERATOR]


# The second factor


def accounts_by_name(accounts) -> dict:
    """Return sample accounts by user name."""
    return {account.username: account for account in accounts}


def test_accounts_that_must_have_a_second_factor_get_an_app_each_with_its_own_secret(ensure):
    accounts = ensure()
    secrets = [account.totp_secret for account in accounts if account.totp_secret]
    without = {account.username for account in accounts if not account.totp_secret}
    assert without == {"theodoi.tinh", "bientap.xa", "traloi.xa"}
    assert len(set(secrets)) == len(secrets) > 3


def test_every_installation_draws_its_own_second_factors(ensure):
    first = {account.totp_secret for account in ensure()} - {""}
    User.objects.all().delete()
    second = {account.totp_secret for account in ensure("other.json")} - {""}
    assert not first & second


def test_the_printed_code_signs_in(ensure, tmp_path, monkeypatch, network, client_for):
    account = accounts_by_name(ensure())["duyet.xa"]
    monkeypatch.setattr(sample_code, "STORE", tmp_path / "accounts.json")
    output = StringIO()
    call_command("sample_code", "duyet.xa", stdout=output)
    client = client_for(network.communes[0])
    give_password(client, account.username, account.password)
    assert client.post(SECOND_STEP, {"code": output.getvalue().strip()}).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("name", "message"), [("bientap.xa", "không cần mã"), ("khong-co", "Không có tài khoản mẫu")]
)
def test_no_code_is_printed_where_there_is_none(ensure, tmp_path, monkeypatch, name, message):
    ensure()
    monkeypatch.setattr(sample_code, "STORE", tmp_path / "accounts.json")
    with pytest.raises(CommandError, match=message):
        call_command("sample_code", name)


def test_a_second_factor_that_a_person_has_replaced_stays_and_its_secret_is_not_kept(ensure):
    ensure()
    user = User.objects.get(username="duyet.xa")
    remove_all_factors(user)
    add_app(user, TOTP_SECRET)
    for _again in range(2):
        assert accounts_by_name(ensure())["duyet.xa"].totp_secret == ""
    assert has_app(user, TOTP_SECRET)


def test_a_second_factor_that_is_lost_is_made_anew(ensure):
    first = accounts_by_name(ensure())["duyet.xa"].totp_secret
    remove_all_factors(User.objects.get(username="duyet.xa"))
    second = accounts_by_name(ensure())["duyet.xa"].totp_secret
    assert second and second != first
