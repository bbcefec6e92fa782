"""Inviting: to whom, for what, how often, and what the mail says."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.people.errors import AlreadyWorksHere, RoleAboveReach, TooManyInvitations
from portal_network.people.models import Invitation
from portal_network.people.services import invitations
from portal_network.people.services.roles import end_memberships
from portal_network.tenancy.models import Role
from tests.factories import make_user
from tests.networks import (
    HUE,
    LANG_SON,
    QUOC_KHANH,
    TAM_THANH,
    build_network,
    first_codes,
    forget_what_processes_remember,
)
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db

INVITATIONS = reverse("people_invitations")
WHOM = {
    "last_name": "Nông Thị", "first_name": "Bích", "email": "bich@vidu.invalid",
    "roles": ["editor", "responder"],
}  # fmt: skip


def invite_url(place: str = TAM_THANH) -> str:
    return reverse("people_invite_to", args=[place])


@pytest.fixture
def administrator(network) -> User:
    """The administrator of phường Tam Thanh."""
    return make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)


@pytest.fixture
def client(network, administrator, client_for):
    """A client of that administrator."""
    return client_for(network.communes[0], administrator)


def invite(actor: User, place, **changes) -> Invitation:
    return invitations.invite(actor, place, **(WHOM | changes))


# The mail


def test_an_invitation_is_sent_with_a_link_on_the_authority_s_own_host(client, settings):
    settings.PORTAL_SCHEME, settings.PORTAL_PUBLIC_PORT = "https", 443
    forget_what_processes_remember()
    answer = client.post(invite_url(), WHOM, follow=True)
    assert "Đã gửi lời mời đến bich@vidu.invalid." in answer.content.decode()
    (message,) = mail.outbox
    assert message.to == ["bich@vidu.invalid"]
    assert message.subject == (
        "Lời mời tham gia quản trị trang thông tin điện tử của Ủy ban nhân dân phường Tam Thanh"
    )
    assert "https://tamthanh.langson.localhost/quan-tri/loi-moi/" in message.body
    assert "Kính gửi Nông Thị Bích," in message.body
    assert "- Biên tập viên\n- Cán bộ trả lời\n" in message.body
    assert "tám giờ" in message.body


def test_of_the_link_only_a_hash_is_stored(client):
    client.post(invite_url(), WHOM)
    token = mail.outbox[0].body.split("/loi-moi/", 1)[1].split("/")[0]
    invitation = Invitation.objects.get()
    assert len(token) >= 43
    assert invitation.token_hash == invitations.hash_of(token)
    assert token not in str(Invitation.objects.values().get())
    term = invitation.expires_at - invitation.sent_at
    assert abs(term - timedelta(hours=8)) < timedelta(seconds=5)


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_mail(client):
    make_user(Role.EDITOR, QUOC_KHANH, email="cobich@vidu.invalid")
    answers = []
    for email in ("cobich@vidu.invalid", "chuacoai@vidu.invalid"):
        client.get(INVITATIONS)
        with queries_of() as statements:
            answer = client.post(invite_url(), WHOM | {"email": email})
        page = client.get(INVITATIONS).content.decode()
        answers.append((answer.status_code, answer["Location"], len(statements), email in page))
    assert answers[0] == answers[1]
    first, second = (
        message.body.replace(message.to[0], "").split("/loi-moi/")[0] for message in mail.outbox
    )
    assert first == second


def test_somebody_who_works_here_already_is_not_invited(client):
    make_user(Role.EDITOR, TAM_THANH, email="Bich@vidu.invalid")
    answer = client.post(invite_url(), WHOM)
    assert "đã làm việc tại đây" in answer.content.decode()
    assert not mail.outbox


def test_a_mail_that_cannot_be_sent_leaves_no_open_invitation(client, monkeypatch):
    def refuse(self, messages):
        raise SMTPException("550")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    answer = client.post(invite_url(), WHOM)
    assert "Không gửi được thư điện tử" in answer.content.decode()
    assert not Invitation.objects.open().exists()


# What the form refuses


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""), ("email", "không phải thư"), ("email", "a@b.vn\nBcc: c@d.vn"),
        ("email", "a@vidu.invalid,b@vidu.invalid"), ("last_name", ""), ("first_name", ""),
        ("first_name", "https://lua-dao.vn"), ("first_name", "Bích\nBcc"), ("first_name", "B1ch"),
        ("last_name", "x" * 151), ("roles", []), ("roles", ["province_administrator"]),
        ("roles", ["editor", "superuser"]), ("roles", ["province_observer"]),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_a_message_and_sends_nothing(client, field, value):
    answer = client.post(invite_url(), WHOM | {field: value})
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not mail.outbox
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["Nông Thị", "H’Hen Niê", "Y-Moan", "Đặng"])
def test_names_of_all_peoples_are_accepted(client, name):
    client.post(invite_url(), WHOM | {"last_name": name})
    assert Invitation.objects.get().last_name == name


@pytest.mark.parametrize("place", [QUOC_KHANH, LANG_SON, HUE, "99999", "x"])
def test_a_commune_administrator_invites_for_the_own_commune_only(client, place):
    for answer in (client.get(invite_url(place)), client.post(invite_url(place), WHOM)):
        assert answer.status_code == 404
    assert not Invitation.objects.exists()


def test_the_service_refuses_roles_above_reach_whatever_the_screens_do(network, administrator):
    commune, neighbour = network.communes
    for place, roles in (
        (neighbour, ["editor"]), (network.province, ["province_observer"]),
        (commune, ["province_administrator"]), (commune, []), (commune, ["nothing"]),
    ):  # fmt: skip
        with pytest.raises(RoleAboveReach):
            invite(administrator, place, roles=roles)
    with pytest.raises(RoleAboveReach):
        invite(make_user(Role.EDITOR, TAM_THANH), commune)


# For which place


def test_a_mandate_for_one_commune_skips_the_question_for_which_place(client):
    assert client.get(reverse("people_invite"))["Location"] == invite_url()


def test_a_province_chooses_among_itself_and_its_communes(network, client_for):
    build_network(HUE, 1)
    client = client_for(network.province, make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON))
    text = client.get(reverse("people_invite")).content.decode()
    for place in (LANG_SON, TAM_THANH, QUOC_KHANH):
        assert invite_url(place) in text
    assert "Huế" not in text
    client.post(invite_url(LANG_SON), WHOM | {"roles": ["province_observer"]})
    assert Invitation.objects.get().province_id == LANG_SON
    answer = client.post(invite_url(LANG_SON), WHOM | {"roles": ["editor"]})
    assert "roles" in answer.context["form"].errors


def test_an_operator_chooses_the_province_first(network, operator_client):
    build_network(HUE, 1)
    client = operator_client(network.province)
    text = client.get(reverse("people_invite")).content.decode()
    assert "?province=20" in text and "?province=46" in text
    assert invite_url(TAM_THANH) not in text
    text = client.get(reverse("people_invite"), {"province": LANG_SON}).content.decode()
    assert invite_url(TAM_THANH) in text
    assert invite_url(first_codes(HUE, 1)[0]) not in text


# How often


def test_sendings_are_limited_by_hour_and_administrator(network, administrator):
    commune = network.communes[0]
    for number in range(invitations.SENDINGS_PER_HOUR):
        invite(administrator, commune, email=f"nguoi{number}@vidu.invalid")
    with pytest.raises(TooManyInvitations):
        invite(administrator, commune, email="nua@vidu.invalid")
    with pytest.raises(TooManyInvitations):
        invitations.resend(administrator, Invitation.objects.first())
    invite(make_user(Role.SITE_ADMINISTRATOR, TAM_THANH), commune, email="nua@vidu.invalid")
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=61))
    invite(administrator, commune, email="lai@vidu.invalid")


def test_the_limit_is_said_in_vietnamese(client, administrator, network, monkeypatch):
    monkeypatch.setattr(invitations, "SENDINGS_PER_HOUR", 0)
    text = client.post(invite_url(), WHOM).content.decode()
    assert "Ông/Bà đã gửi 0 lời mời trong một giờ" in text


# Looking after them


def test_a_second_invitation_of_the_same_address_withdraws_the_first(network, administrator):
    commune = network.communes[0]
    first, second = (invite(administrator, commune), invite(administrator, commune))
    first.refresh_from_db()
    assert not first.is_open and second.is_open


def test_sending_again_makes_a_new_link_and_kills_the_old_one(client, network, administrator):
    old = invite(administrator, network.communes[0])
    client.post(reverse("people_invitation_resend", args=[old.pk]))
    old.refresh_from_db()
    new = Invitation.objects.open().get()
    assert old.withdrawn_at
    assert (new.email, new.roles, new.place) == (old.email, old.roles, old.place)
    assert new.token_hash != old.token_hash
    assert len(mail.outbox) == 2


def test_an_expired_invitation_is_listed_as_such_and_can_be_sent_again(
    client, network, administrator
):
    old = invite(administrator, network.communes[0])
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "đã hết hạn" in client.get(INVITATIONS).content.decode()
    client.post(reverse("people_invitation_resend", args=[old.pk]))
    assert Invitation.objects.open().count() == 1


def test_withdrawing_takes_it_off_the_list(client, network, administrator):
    invitation = invite(administrator, network.communes[0])
    url = reverse("people_invitation_withdraw", args=[invitation.pk])
    assert client.get(url).status_code == 405
    client.post(url, follow=True)
    assert not Invitation.objects.open().exists()
    assert "bich@vidu.invalid" not in client.get(INVITATIONS).content.decode()
    assert client.post(url).status_code == 404


def test_invitations_of_other_places_do_not_exist(network, client_for):
    province = make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)
    foreign = [
        invite(province, network.communes[1]),
        invite(province, network.province, roles=["province_observer"]),
    ]
    make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    own = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    client = client_for(network.communes[0], own)
    assert "bich@vidu.invalid" not in client.get(INVITATIONS).content.decode()
    for row in foreign:
        for name in ("people_invitation_resend", "people_invitation_withdraw"):
            assert client.post(reverse(name, args=[row.pk])).status_code == 404
            assert client.post(reverse(name, args=[999_999])).status_code == 404
    assert Invitation.objects.open().count() == 2


def test_the_list_costs_the_same_for_many_invitations(network, client_for):
    actor = make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)
    client = client_for(network.province, actor)

    def cost() -> int:
        client.get(INVITATIONS)
        with queries_of() as statements:
            client.get(INVITATIONS)
        return len(statements)

    invite(actor, network.communes[0])
    few = cost()
    for number, commune in enumerate([*network.communes] * 5):
        invite(actor, commune, email=f"nguoi{number}@vidu.invalid")
    assert cost() == few


def test_who_stops_being_administrator_leaves_no_open_door(network, administrator):
    commune = network.communes[0]
    invitation = invite(administrator, commune)
    other = make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)
    kept = invite(other, commune, email="khac@vidu.invalid")
    end_memberships(other, administrator.memberships.all())
    invitation.refresh_from_db()
    kept.refresh_from_db()
    assert not invitation.is_open and kept.is_open


def test_already_working_here_is_asked_of_this_place_alone(network, administrator):
    make_user(Role.EDITOR, QUOC_KHANH, email="bich@vidu.invalid")
    assert invite(administrator, network.communes[0]).is_open
    province = make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON)
    with pytest.raises(AlreadyWorksHere):
        invite(province, network.communes[1])
