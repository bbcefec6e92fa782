"""The link of an invitation: works once, for eight hours, for the invited person."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.people.models import Invitation
from portal_network.people.services import invitations
from portal_network.tenancy.models import Membership, Role
from tests.factories import PASSWORD, make_superuser, make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db

EMAIL = "bich@vidu.invalid"
FORM = {
    "last_name": "Nông Thị", "first_name": "Bích", "username": "bich.nt",
    "password1": "Mẫu Sơn tuyết trắng 2026", "password2": "Mẫu Sơn tuyết trắng 2026",
}  # fmt: skip


@pytest.fixture
def administrator(network) -> User:
    """The administrator of phường Tam Thanh."""
    return make_user(Role.SITE_ADMINISTRATOR, TAM_THANH)


@pytest.fixture
def link(network, administrator):
    """Invite somebody to phường Tam Thanh and return the path of the link in the mail."""

    def make(roles=("editor",), email=EMAIL, place=None) -> str:
        invitations.invite(
            administrator if place is None else make_user(Role.PROVINCE_ADMINISTRATOR, LANG_SON),
            place or network.communes[0],
            email=email, last_name="Nông Thị", first_name="Bích", roles=roles,
        )  # fmt: skip
        return "/quan-tri/" + mail.outbox[-1].body.split("/quan-tri/", 1)[1].split()[0]

    return make


@pytest.fixture
def visitor(network, client_for):
    """A visitor of the site of phường Tam Thanh."""
    return client_for(network.communes[0])


def roles_of(user: User) -> set[tuple[str, str]]:
    return {(row.role, row.commune_id or row.province_id) for row in user.memberships.all()}


# New accounts


def test_the_page_says_who_invites_for_what(visitor, link):
    text = visitor.get(link(["editor", "approver"])).content.decode()
    for part in ("Ủy ban nhân dân phường Tam Thanh", EMAIL, "Biên tập viên", "Lãnh đạo duyệt"):
        assert part in text


def test_accepting_makes_the_account_with_its_roles_and_leads_to_sign_in(visitor, link):
    answer = visitor.post(link(["editor", "responder"]), FORM)
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    user = authenticate(username="bich.nt", password=FORM["password1"])
    assert (user.get_full_name(), user.email) == ("Nông Thị Bích", EMAIL)
    assert roles_of(user) == {("editor", TAM_THANH), ("responder", TAM_THANH)}
    assert not user.is_superuser and not user.is_staff
    assert "Tài khoản đã sẵn sàng" in visitor.get(answer["Location"]).content.decode()


def test_whoever_was_signed_in_on_this_computer_is_signed_out(
    network, administrator, client_for, link
):
    client = client_for(network.communes[0], administrator)
    client.post(link(), FORM)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "changes",
    [
        {"username": ""}, {"username": "có dấu cách"}, {"username": "x" * 151},
        {"password2": "khác hẳn mật khẩu kia"}, {"password1": "ngan", "password2": "ngan"},
        {"password1": "bich@vidu.invalid", "password2": "bich@vidu.invalid"},
        {"password1": "12345678901234567890", "password2": "12345678901234567890"},
        {"first_name": ""}, {"last_name": "<b>"}, {"last_name": "x" * 151},
    ],
)  # fmt: skip
def test_bad_input_makes_no_account_and_uses_up_no_link(visitor, link, changes):
    path = link()
    answer = visitor.post(path, FORM | changes)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not User.objects.filter(email=EMAIL).exists()
    assert visitor.post(path, FORM).status_code == 302


@pytest.mark.parametrize("taken", ["bich.nt", "Bich.NT"])
def test_a_user_name_that_is_taken_is_refused_whatever_its_capitals(visitor, link, taken):
    make_user(username=taken)
    assert "username" in visitor.post(link(), FORM).context["form"].errors


def test_nothing_but_the_own_particulars_can_be_posted(visitor, link):
    extra = {"is_superuser": "on", "is_staff": "on", "email": "khac@vidu.invalid", "roles": "x"}
    visitor.post(link(), FORM | extra)
    user = User.objects.get(username="bich.nt")
    assert not user.is_superuser and not user.is_staff
    assert user.email == EMAIL
    assert roles_of(user) == {("editor", TAM_THANH)}


# Links that are not valid


def spoiled_links(link, somebody, network) -> dict[str, str]:
    used = link(email="mot@vidu.invalid")
    somebody.post(used, FORM | {"username": "mot"})
    expired = link(email="hai@vidu.invalid")
    Invitation.objects.filter(email="hai@vidu.invalid").update(expires_at=timezone.now())
    withdrawn = link(email="ba@vidu.invalid")
    invitations.withdraw(Invitation.objects.get(email="ba@vidu.invalid"))
    valid = link(email="bon@vidu.invalid")
    return {
        "used": used,
        "expired": expired,
        "withdrawn": withdrawn,
        "cut off": valid[:-5] + "/",
        "forged": reverse("people_accept", args=["A" * 43]),
        "strange": reverse("people_accept", args=["%00'\"😀"]),
        "of another site": link(["editor"], "nam@vidu.invalid", network.communes[1]),
    }


def test_every_link_that_is_not_valid_gets_the_same_clear_page(visitor, link, network, client_for):
    links = spoiled_links(link, client_for(network.communes[0]), network)
    accounts = User.objects.count()
    for method in ("get", "post"):
        texts = set()
        for name, path in links.items():
            answer = getattr(visitor, method)(path, FORM if method == "post" else None)
            assert answer.status_code == 404, name
            texts.add(re.sub(r'"CSRF_TOKEN": "\w+"', "", answer.content.decode()))
        (text,) = texts
        assert "Liên kết không còn hiệu lực" in text
        assert "tám giờ" in text
    assert User.objects.count() == accounts


def test_a_link_dies_after_eight_hours(visitor, link):
    path = link()
    Invitation.objects.update(expires_at=timezone.now() + timedelta(seconds=30))
    assert visitor.get(path).status_code == 200
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert visitor.post(path, FORM).status_code == 404


def test_looking_at_a_link_changes_nothing_so_that_mail_scanners_may(visitor, link):
    path = link()
    for _visit in range(3):
        assert visitor.get(path).status_code == 200
        visitor.head(path)
        visitor.options(path)
    assert Invitation.objects.open().count() == 1
    assert visitor.post(path, FORM).status_code == 302


def test_the_page_of_a_link_is_neither_cached_nor_told_to_others(visitor, link):
    answer = visitor.get(link())
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_of_two_uses_at_the_same_moment_one_wins_and_the_other_leaves_nothing(link):
    link()
    invitation = Invitation.objects.get()
    first, second = (User(username=name, email=f"{name}@vidu.invalid") for name in ("a", "b"))
    invitations.accept(invitation, first)
    with pytest.raises(invitations.NotOpen):
        invitations.accept(invitation, second)
    assert not User.objects.filter(username="b").exists()
    assert Membership.objects.filter(user=first).count() == 1


def test_an_address_that_got_an_account_meanwhile_uses_up_no_link(visitor, link, monkeypatch):
    path = link()
    User.objects.create(username="truoc", email=EMAIL)
    monkeypatch.setattr(invitations, "account_of", lambda invitation: None)
    answer = visitor.post(path, FORM)
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert Invitation.objects.open().exists()
    assert not User.objects.filter(username="bich.nt").exists()


# Accounts that exist


@pytest.fixture
def existing(network) -> User:
    """An editor of xã Quốc Khánh with the invited address, written differently."""
    return make_user(Role.EDITOR, QUOC_KHANH, email="Bich@vidu.invalid")


def test_an_existing_account_must_sign_in_to_accept(visitor, link, existing):
    path = link(["approver"])
    text = visitor.get(path).content.decode()
    assert "đã có tài khoản" in text
    assert f"{reverse('account_login')}?next=" in text
    visitor.post(path, FORM)
    assert roles_of(existing) == {("editor", QUOC_KHANH)}
    assert User.objects.filter(email__iexact=EMAIL).count() == 1
    assert Invitation.objects.open().exists()


def test_signed_in_with_the_invited_account_one_accepts(network, client_for, link, existing):
    client = client_for(network.communes[0], existing)
    path = link(["responder"])
    assert existing.username in client.get(path).content.decode()
    answer = client.post(path)
    assert answer["Location"] == "/quan-tri/"
    assert roles_of(existing) == {("editor", QUOC_KHANH), ("responder", TAM_THANH)}
    assert client.get(path).status_code == 404
    existing.refresh_from_db()
    assert existing.check_password(PASSWORD)


def test_signed_in_with_another_account_nothing_is_accepted(network, client_for, link, existing):
    other = make_user(Role.EDITOR, TAM_THANH)
    client = client_for(network.communes[0], other)
    path = link(["responder"])
    for answer in (client.get(path), client.post(path)):
        text = answer.content.decode()
        assert "tài khoản khác" in text
        assert existing.username not in text
    assert roles_of(other) == {("editor", TAM_THANH)}
    assert roles_of(existing) == {("editor", QUOC_KHANH)}


def test_a_closed_account_opens_again_with_a_new_password(visitor, link):
    former = make_user(email=EMAIL, is_active=False, username="cu.bich")
    path = link()
    assert "new_password1" in visitor.get(path).context["form"].fields
    data = {"new_password1": FORM["password1"], "new_password2": FORM["password1"]}
    assert visitor.post(path, data | {"new_password2": "khác"}).status_code == 200
    assert visitor.post(path, data).status_code == 302
    assert authenticate(username="cu.bich", password=FORM["password1"]) == former
    assert roles_of(former) == {("editor", TAM_THANH)}


def test_a_commune_opens_no_closed_account_of_an_operator(visitor, link):
    operator = make_superuser(email=EMAIL, is_active=False)
    data = {"new_password1": FORM["password1"], "new_password2": FORM["password1"]}
    path = link()
    assert visitor.get(path).status_code == visitor.post(path, data).status_code == 404
    operator.refresh_from_db()
    assert not operator.is_active


def test_an_operator_who_accepts_a_role_stays_an_operator_without_power(network, client_for, link):
    operator = make_superuser(email=EMAIL)
    client = client_for(network.communes[0], operator)
    client.post(link())
    operator.refresh_from_db()
    assert operator.is_superuser
    assert roles_of(operator) == {("editor", TAM_THANH)}
