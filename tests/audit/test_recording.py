"""What people do is in the log: who, what, where, from which address; at most two queries each."""

import json
import logging

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Page

from portal_network.accounts.models import SignInRecord, User
from portal_network.audit import context
from portal_network.audit.models import NETWORK, AuditEntry
from portal_network.audit.services import as_record, plain, record
from portal_network.people.models import Invitation, StaffSession
from portal_network.people.services.invitations import withdraw
from portal_network.tenancy.models import Membership, Role
from portal_network.tenancy.policies.memberships import memberships_of
from tests.factories import (
    PASSWORD,
    give_role,
    make_article,
    make_image,
    make_superuser,
    make_user,
    section_page,
    site_page,
)
from tests.networks import HUE, LANG_SON, QUOC_KHANH, TAM_THANH, build_network
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


WITHDRAWAL = {"reason": "Sai tên người được khen thưởng."}


def entries(action: str = "") -> list[AuditEntry]:
    """Return the entries of an action, or all, oldest first."""
    rows = AuditEntry.everywhere.order_by("pk")
    return list(rows.filter(action=action) if action else rows)


def last(action: str) -> AuditEntry:
    """Return the newest entry of an action."""
    return entries(action)[-1]


def asked_beside_wagtail(statements: list[str]) -> list[str]:
    """Return the queries that are not those of Wagtail's own entry and its validation."""
    own = ("django_content_type", "logentry", "SELECT 1 AS")
    return [each for each in statements if not any(word in each for word in own)]


@pytest.fixture
def approver(network):
    """The approver of phường Tam Thanh."""
    return make_user(Role.APPROVER, TAM_THANH, last_name="Hoàng Văn", first_name="Duyệt")


@pytest.fixture
def client(network, approver, client_for):
    """A client of that approver, from an address of documentation."""
    return client_for(network.communes[0], approver, REMOTE_ADDR="203.0.113.7")


@pytest.fixture
def acting(approver, rf):
    """Let the approver act in a request that has asked for the roles already, as all do."""
    request = rf.get("/quan-tri/")
    request.user = approver
    memberships_of(approver)
    token = context._request.set(request)
    yield request
    context._request.reset(token)


# pages


def test_unpublishing_in_the_administration_is_recorded_with_person_place_and_address(
    network, approver, client
):
    page = make_article(TAM_THANH, title="Lịch tiếp công dân")
    client.post(reverse("moderation_withdraw", args=[page.pk]), WITHDRAWAL)
    entry = last("moderation.withdraw")
    assert (entry.province_code, entry.commune_code) == (LANG_SON, TAM_THANH)
    assert (entry.actor_id, entry.actor_name) == (approver.pk, "Hoàng Văn Duyệt")
    assert entry.actor_roles == f"approver@{TAM_THANH}"
    assert (entry.object_type, entry.object_id) == ("commune_site.articlepage", str(page.pk))
    assert entry.object_title == "Lịch tiếp công dân"
    assert entry.address == "203.0.113.7"
    assert entry.chain == LANG_SON


def test_the_life_of_a_page_is_recorded_step_by_step(network, approver):
    page = make_article(TAM_THANH)
    page.save_revision(user=approver, log_action=True)
    page.get_latest_revision().publish(user=approver, skip_permission_checks=True)
    page.unpublish(user=approver)
    page.move(section_page(TAM_THANH, "campaigns"), pos="last-child", user=approver)
    Page.objects.get(pk=page.pk).specific.delete(user=approver)
    actions = [entry.action for entry in entries() if entry.object_id == str(page.pk)]
    assert actions == [
        "wagtail.create", "wagtail.edit", "wagtail.publish", "wagtail.unpublish",
        "wagtail.move", "wagtail.delete",
    ]  # fmt: skip
    assert last("wagtail.move").details["destination"]
    assert {entry.commune_code for entry in entries() if entry.object_id} >= {TAM_THANH}


def test_a_plain_page_object_is_placed_by_its_address(network, approver):
    page = make_article(QUOC_KHANH)
    log(instance=Page.objects.get(pk=page.pk), action="wagtail.lock", user=approver)
    assert last("wagtail.lock").commune_code == QUOC_KHANH
    home = site_page(LANG_SON, "home")
    log(instance=Page.objects.get(pk=home.pk), action="wagtail.lock", user=approver)
    assert (last("wagtail.lock").province_code, last("wagtail.lock").commune_code) == (LANG_SON, "")


def test_wagtails_own_history_keeps_its_entry(network, approver):
    page = make_article(TAM_THANH)
    log(instance=page, action="wagtail.lock", user=approver)
    from wagtail.log_actions import registry
    from wagtail.models import PageLogEntry

    assert PageLogEntry.objects.filter(page=page, action="wagtail.lock").count() == 1
    assert registry.get_logs_for_instance(page).filter(action="wagtail.lock").count() == 1


def test_what_is_rolled_back_is_not_in_the_log(network, approver):
    page = make_article(TAM_THANH)
    before = len(entries())
    with pytest.raises(RuntimeError), transaction.atomic():
        log(instance=page, action="wagtail.publish", user=approver)
        raise RuntimeError
    assert len(entries()) == before


def test_an_action_costs_two_queries(network, approver, acting):
    page = make_article(TAM_THANH)
    log(instance=page, action="wagtail.lock", user=approver)
    with queries_of() as statements:
        log(instance=page, action="wagtail.lock", user=approver)
    assert len(asked_beside_wagtail(statements)) == 2


def test_a_picture_and_its_place_cost_no_more(network, approver, acting):
    image = make_image(TAM_THANH)
    log(instance=image, action="wagtail.edit", user=approver)
    with queries_of() as statements:
        log(instance=image, action="wagtail.edit", user=approver)
    assert len(asked_beside_wagtail(statements)) == 2
    assert last("wagtail.edit").commune_code == TAM_THANH


def test_a_public_page_asks_nothing_of_the_log(network, client_for):
    client = client_for(network.communes[0])
    client.get("/")
    with queries_of() as statements:
        assert client.get("/").status_code == 200
    assert not [each for each in statements if "audit_" in each]


# people


def test_given_and_ended_roles_are_recorded_once_each(network):
    administrator = make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)
    from portal_network.people.services.roles import end_memberships
    from portal_network.people.services.roles import give_role as give

    person = make_user(Role.EDITOR, TAM_THANH)
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    before = len(entries())
    membership = give(administrator, person, Role.APPROVER, network.communes[0])
    end_memberships(administrator, [membership])
    made = entries()[before:]
    assert [entry.action for entry in made] == ["rights.given", "rights.ended"]
    assert made[0].details["role"] == "approver"
    assert made[0].object_id == str(person.pk)
    assert {entry.commune_code for entry in made} == {TAM_THANH}


def test_a_role_taken_from_the_shell_is_recorded_as_well(network):
    person = make_user(Role.EDITOR, TAM_THANH)
    Membership.everywhere.filter(user=person).delete()
    entry = last("rights.ended")
    assert entry.actor_id is None
    assert entry.details["account"]


def test_invitations_are_recorded_without_the_mail_address(network):
    administrator = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    invitation = Invitation.everywhere.create(
        email="moi@vidu.invalid", last_name="Lý", first_name="Mới", roles=["editor"],
        token_hash="0" * 64, invited_by=administrator, commune=network.communes[0],
    )  # fmt: skip
    assert withdraw(invitation)
    assert not withdraw(invitation)
    assert [entry.object_title for entry in entries("people.invited")] == ["Lý Mới"]
    assert len(entries("people.invitation_withdrawn")) == 1
    assert "moi@vidu.invalid" not in json.dumps([as_record(entry) for entry in entries()])


def test_a_staff_session_and_what_is_done_in_it_are_recorded(network, operator_client):
    page = make_article(TAM_THANH)
    operator = make_superuser(last_name="Vận", first_name="Hành")
    client = operator_client(network.communes[0], operator)
    client.post(reverse("moderation_withdraw", args=[page.pk]), WITHDRAWAL)
    client.post(reverse("people_staff_session_end"))
    session = StaffSession.objects.get()
    opened, step = last("staff.opened"), entries("staff.step")[0]
    assert (opened.chain, opened.details["reason"]) == (NETWORK, "Kiểm thử hệ thống")
    assert (step.chain, step.commune_code) == (LANG_SON, TAM_THANH)
    assert step.details["method"] == "POST"
    withdrawn = last("moderation.withdraw")
    assert withdrawn.details["staff_session"] == session.pk
    assert withdrawn.actor_roles == "operator"
    assert last("staff.closed").object_id == str(session.pk)


# signing in


def test_signing_in_failing_and_signing_out_are_recorded(network, client_for):
    make_user(Role.EDITOR, TAM_THANH, username="bientap", first_name="Biên", last_name="Tập")
    client = client_for(network.communes[0], REMOTE_ADDR="203.0.113.9")
    address = reverse("account_login")
    client.post(address, {"login": "bientap", "password": "sai"})
    client.post(address, {"login": "bientap", "password": PASSWORD})
    client.post(reverse("account_logout"))
    failed, entered, left = (
        last(f"accounts.{name}") for name in ("wrong_password", "signed_in", "signed_out")
    )
    assert failed.actor_id is None
    assert failed.object_title == "Tập Biên"
    assert entered.actor_name == left.actor_name == "Tập Biên"
    assert {entry.address for entry in (failed, entered, left)} == {"203.0.113.9"}
    assert {entry.commune_code for entry in (failed, entered, left)} == {TAM_THANH}


def test_a_person_of_two_communes_is_placed_where_they_sign_in_else_at_the_province(
    network, client_for
):
    person = make_user(Role.EDITOR, TAM_THANH, username="haixa")
    give_role(person, Role.EDITOR, QUOC_KHANH)
    for site, commune in ((network.communes[1], QUOC_KHANH), (network.province, "")):
        client = client_for(site)
        client.post(reverse("account_login"), {"login": "haixa", "password": PASSWORD})
        entry = last("accounts.signed_in")
        assert (entry.province_code, entry.commune_code) == (LANG_SON, commune)


def test_roles_elsewhere_are_not_told(network, client):
    build_network(HUE, 1)
    person = make_user(Role.EDITOR, TAM_THANH)
    give_role(person, Role.PROVINCE_OBSERVER, HUE)
    log(instance=make_article(TAM_THANH), action="wagtail.lock", user=person)
    assert last("wagtail.lock").actor_roles == f"editor@{TAM_THANH}"


def test_locks_passwords_and_factors_are_recorded(network, settings):
    person = make_user(Role.APPROVER, TAM_THANH)
    SignInRecord.objects.create(user=person, browser="", result="locked")
    person.set_password("Một câu dài để làm mật khẩu 2026")
    person.save()
    assert last("accounts.locked").object_id == str(person.pk)
    from allauth.mfa.signals import authenticator_removed

    factor = Authenticator.objects.filter(user=person).first()
    authenticator_removed.send(Authenticator, request=None, user=person, authenticator=factor)
    assert last("accounts.factor_removed").details["factor"] == "totp"


def test_recording_leaves_no_old_answer_about_roles_on_a_new_account(network):
    person = User(username="moitao", email="moitao@vidu.invalid")
    person.set_password(PASSWORD)
    person.save()
    Membership.everywhere.create(user=person, role=Role.APPROVER, commune=network.communes[0])
    assert last("accounts.password_set").object_id == str(person.pk)
    assert [row.role for row in memberships_of(person)] == [Role.APPROVER]


def test_who_unlocks_or_opens_an_account_is_recorded(network, client_for):
    person = make_user(Role.EDITOR, TAM_THANH, is_active=False)
    administrator = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    client = client_for(network.communes[0], administrator)
    client.post(reverse("people_unlock", args=[person.pk]))
    client.post(reverse("people_reactivate", args=[person.pk]))
    for action in ("accounts.unlocked", "accounts.reactivated"):
        entry = last(action)
        assert (entry.actor_id, entry.object_id) == (administrator.pk, str(person.pk))
        assert entry.commune_code == TAM_THANH


# lists and commands


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_that_leaves_the_administration_is_recorded(network, client_for, form):
    administrator = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    client = client_for(network.communes[0], administrator)
    answer = client.get(reverse("people"), {"export": form})
    b"".join(answer.streaming_content) if answer.streaming else answer.content
    entry = last("export.made")
    assert entry.details["format"] == form
    assert (entry.object_title, entry.actor_id) == (reverse("people"), administrator.pk)
    assert entry.commune_code == TAM_THANH


def test_a_list_that_is_only_shown_is_not_recorded(network, client_for):
    client = client_for(network.communes[0], make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    client.get(reverse("people"), {"export": "pdf"})
    client.get(reverse("people"))
    assert not entries("export.made")


def test_a_network_made_by_a_command_is_one_entry_per_authority(db):
    build_network(communes=2)
    made = entries("provisioning.authority_built")
    assert [entry.province_code + entry.commune_code for entry in made] == [
        LANG_SON, LANG_SON + TAM_THANH, LANG_SON + QUOC_KHANH,
    ]  # fmt: skip
    assert all(entry.details["account"] and entry.details["command"] for entry in made)
    assert len(entries()) == 3


def test_a_commune_suspended_by_a_command_is_recorded(network):
    call_command("manage_commune", "suspend", "--reason", "Chuyển dữ liệu", TAM_THANH)
    entry = last("provisioning.commune_suspended")
    assert entry.commune_code == TAM_THANH
    assert entry.details["reason"] == "Chuyển dữ liệu"


# what is written


def test_what_json_or_a_database_cannot_hold_is_made_harmless(network):
    entry = record(
        "oversight.year_confirmed",
        title="a\0b\ud800c" + "x" * 400,
        details={"text": "y" * 900, "number": 1.5, "many": list(range(99)), "deep": {"a": {1, 2}}},
    )
    stored = AuditEntry.everywhere.get(pk=entry.pk)
    assert stored.object_title.startswith("ab?c")
    assert len(stored.object_title) == 255
    assert stored.details["number"] == "1.5"
    assert len(stored.details["text"]) == 500
    assert len(stored.details["many"]) == 30
    assert plain(stored.details) == stored.details


def test_entries_go_to_standard_output_as_json_once_they_are_committed(
    network, settings, django_capture_on_commit_callbacks, caplog
):
    settings.AUDIT_LOG_TO_STDOUT = True
    stream = logging.getLogger("portal.audit")
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    stream.addHandler(handler)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            entry = record("oversight.year_confirmed", title="2027")
            assert not lines
    finally:
        stream.removeHandler(handler)
    assert len(lines) == 1
    assert json.loads(lines[0]) == as_record(entry)


def test_nothing_goes_to_standard_output_unless_it_is_wanted(
    network, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        record("oversight.year_confirmed", title="2027")
    assert callbacks == []
