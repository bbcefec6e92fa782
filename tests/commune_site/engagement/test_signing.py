"""Answers that need a signature: by the rules of approval, never the own, never unread."""

import pytest
from django.urls import reverse

from commune_site.engagement.errors import ChangedMeanwhile, NeedsSignature, NotYours, OwnWork
from commune_site.engagement.models import Case, CaseMail, CasePolicy, ProposedAnswer, State
from commune_site.engagement.services import handling, signing
from commune_site.engagement.services.erasure import erase_on_request
from portal_network.tenancy.models import Membership, Role
from tests.factories import give_role, make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db
TEXT = "Mời bà đến bộ phận một cửa của phường."
LINKS = [("Thủ tục", "http://tamthanh.langson.localhost/a/")]


@pytest.fixture(autouse=True)
def _rule(network) -> None:
    """Questions need a signature in Lạng Sơn."""
    CasePolicy.objects.create(
        province=network.province, kind="question", answer_days=15, retention_days=90,
        needs_signature=True,
    )  # fmt: skip


@pytest.fixture
def proposal(question, responder) -> ProposedAnswer:
    """An answer that waits for a signature."""
    return signing.propose(responder, question.pk, TEXT, LINKS)


def letters(case: Case) -> int:
    return CaseMail.objects.filter(key__startswith=f"case:{case.pk}:answered").count()


def test_nobody_answers_past_the_rule(question, responder):
    with pytest.raises(NeedsSignature):
        handling.answer(responder, question.pk, TEXT)
    question.refresh_from_db()
    assert question.is_open


def test_a_signed_answer_leaves_with_its_links_and_both_names(
    proposal, question, responder, approver
):
    assert letters(question) == 0
    signing.sign(approver, question.pk, proposal.version)
    case = Case.objects.get(pk=question.pk)
    assert (case.state, case.answer) == (State.ANSWERED, TEXT)
    assert (case.assigned_to, case.closed_by) == (responder, approver)
    assert handling.links_of(case) == LINKS
    assert letters(case) == 1
    assert not ProposedAnswer.objects.exists()
    assert [event.deed for event in case.events.all()][-2:] == ["proposed", "answered"]


def test_nobody_signs_what_they_wrote(question, responder):
    give_role(responder, Role.APPROVER, TAM_THANH)
    proposal = signing.propose(responder, question.pk, TEXT)
    with pytest.raises(OwnWork):
        signing.sign(responder, question.pk, proposal.version)
    assert letters(question) == 0


@pytest.mark.parametrize(
    ("role", "place"),
    [(Role.RESPONDER, TAM_THANH), (Role.EDITOR, TAM_THANH), (Role.APPROVER, QUOC_KHANH),
     (Role.PROVINCE_OBSERVER, LANG_SON), (Role.PROVINCE_MODERATOR, LANG_SON)],
)  # fmt: skip
def test_only_those_sign_who_approve_here(proposal, question, approver, role, place):
    with pytest.raises(NotYours):
        signing.sign(make_user(role, place), question.pk, proposal.version)


def test_the_province_signs_for_a_commune_that_has_nobody_who_may(proposal, question, moderator):
    Membership.everywhere.filter(commune=TAM_THANH, role=Role.APPROVER).delete()
    Membership.everywhere.filter(commune=TAM_THANH, role=Role.SITE_ADMINISTRATOR).delete()
    signing.sign(moderator, question.pk, proposal.version)
    assert Case.objects.get(pk=question.pk).state == State.ANSWERED


def test_what_changed_since_it_was_read_is_not_signed(proposal, question, responder, approver):
    signing.propose(responder, question.pk, f"{TEXT} Mang theo căn cước.")
    with pytest.raises(ChangedMeanwhile):
        signing.sign(approver, question.pk, proposal.version)


def test_what_was_sent_back_is_not_signed_before_it_is_submitted_again(
    proposal, question, responder, approver
):
    signing.send_back(approver, question.pk, proposal.version, "Nêu rõ căn cứ.")
    with pytest.raises(ChangedMeanwhile):
        signing.sign(approver, question.pk, proposal.version)
    again = signing.propose(responder, question.pk, f"{TEXT} Căn cứ: Luật Đất đai.")
    signing.sign(approver, question.pk, again.version)
    assert letters(question) == 1


def test_an_approver_sees_a_case_only_while_its_answer_waits(
    question, responder, approver, client_for, network
):
    client = client_for(network.communes[0], approver)
    path = reverse("engagement_case", args=[question.pk])
    assert client.get(path).status_code == 404
    proposal = signing.propose(responder, question.pk, TEXT)
    text = client.get(path).content.decode()
    assert TEXT in text and "buoc-ky" in text and "buoc-tra-loi" not in text
    assert client.post(reverse("engagement_contact", args=[question.pk])).status_code == 404
    sent = {"ky-version": proposal.version}
    response = client.post(reverse("engagement_step", args=[question.pk, "ky"]), sent)
    assert response.url == reverse("engagement_cases")
    assert client.get(path).status_code == 404


def test_a_reason_is_asked_for_and_what_was_typed_stays(
    proposal, question, approver, client_for, network
):
    client = client_for(network.communes[0], approver)
    path = reverse("engagement_step", args=[question.pk, "tra-lai"])
    response = client.post(path, {"tra-lai-version": proposal.version, "tra-lai-reason": "ngắn"})
    assert response.status_code == 400
    assert ">\nngắn</textarea>" in response.content.decode()


def test_who_writes_sees_no_button_to_sign(proposal, question, responder, client_for, network):
    give_role(responder, Role.APPROVER, TAM_THANH)
    text = client_for(network.communes[0], responder).get(
        reverse("engagement_case", args=[question.pk])
    ).content.decode()  # fmt: skip
    assert "buoc-ky" not in text and "buoc-trinh-ky" in text


def test_a_proposal_ends_with_its_case(proposal, question, responder):
    handling.forward(responder, question.pk, "Sở Y tế", "")
    assert not ProposedAnswer.objects.exists()


def test_a_proposal_is_erased_with_the_personal_data(proposal, question):
    erase_on_request(question.pk)
    assert not ProposedAnswer.objects.exists()
