"""Staff are told what waits for them: once, nothing of the citizen, with mail or without."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import Case, CasePolicy
from commune_site.engagement.services import handling, signing
from commune_site.engagement.services.duties import remind
from commune_site.engagement.services.intake import receive
from portal_network.notices.models import Kind, MailChoice, Notice, When
from portal_network.oversight.calendar import add_working_days
from portal_network.tenancy.models import Membership, Role
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, submission
from tests.factories import make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def arrived(commune, responder, commit) -> Case:
    """A question of which the responder has just been told."""
    with commit():
        return receive(commune, QUESTION, submission(contact=CONTACT)).case


def working_day():
    return add_working_days(timezone.localdate(), 0, LANG_SON)


def let_be_due(days: int) -> None:
    Case.objects.update(due_on=working_day() + timedelta(days=days))


def test_a_new_case_is_told_to_those_who_answer_here_and_to_nobody_else(
    mail_server, commune, responder, approver, moderator, commit, kinds_of
):
    neighbour = make_user(Role.RESPONDER, QUOC_KHANH)
    with commit():
        case = receive(commune, QUESTION, submission(contact=CONTACT)).case
    assert kinds_of(responder) == [Kind.CASE_NEW]
    assert not kinds_of(approver) + kinds_of(moderator) + kinds_of(neighbour)
    [message] = mail_server.to(responder)
    assert message["Subject"].strip() == (
        f"Câu hỏi {case.reference} gửi đến Phường Tam Thanh; "
        f"hạn trả lời ngày {case.due_on:%d/%m/%Y}."
    )
    text = message.get_content()
    assert not any(value in text for value in (*PERSONAL, case.subject, case.body))


def test_where_a_commune_has_nobody_the_province_is_told(network, moderator, commit, kinds_of):
    Membership.everywhere.filter(commune=QUOC_KHANH).delete()
    with commit():
        receive(network.tenants[1], QUESTION, submission())
    assert kinds_of(moderator) == [Kind.CASE_NEW]


def test_a_notice_leads_to_the_case_and_is_read_then(arrived, responder, client_for, network):
    client = client_for(network.communes[0], responder)
    notice = Notice.everywhere.get(user=responder)
    response = client.get(reverse("notices_open", args=[notice.pk]))
    assert response.url == reverse("engagement_case", args=[arrived.pk])
    assert client.get(response.url).status_code == 200
    notice.refresh_from_db()
    assert notice.is_read
    assert arrived.reference in client.get(reverse("notices")).content.decode()


def test_who_gets_a_case_is_told_and_the_others_need_not_look(arrived, responder, commit, kinds_of):
    colleague = make_user(Role.RESPONDER, TAM_THANH)
    with commit():
        handling.accept(responder, arrived.pk, colleague)
        handling.accept(responder, arrived.pk, responder)
    assert kinds_of(colleague) == [Kind.CASE_GIVEN]
    assert kinds_of(responder) == [Kind.CASE_NEW]
    assert not Notice.everywhere.filter(read_at=None, user=responder).exists()


def test_an_answered_case_leaves_the_notices_of_all(arrived, responder, commit):
    with commit():
        handling.answer(responder, arrived.pk, "Mời bà đến bộ phận một cửa.")
    assert not Notice.everywhere.filter(read_at=None).exists()


def test_a_transfer_tells_the_other_place_each_time_it_arrives(
    arrived, responder, moderator, commit, kinds_of, network
):
    for _each in range(2):
        with commit():
            handling.transfer(responder, arrived.pk, None, "")
        with commit():
            handling.transfer(moderator, arrived.pk, network.communes[0], "")
    assert kinds_of(moderator) == [Kind.CASE_NEW] * 2
    assert kinds_of(responder) == [Kind.CASE_NEW] * 3


def test_deadlines_are_told_once_and_missed_ones_once_a_week(
    arrived, responder, moderator, commit, kinds_of
):
    let_be_due(1)
    for _run in range(2):
        remind(working_day())
    assert kinds_of(responder)[1:] == [Kind.CASE_SOON]
    let_be_due(-1)
    for _run in range(2):
        remind(working_day())
    assert kinds_of(responder)[2:] == [Kind.CASE_LATE]
    let_be_due(-8)
    remind(working_day())
    assert kinds_of(responder)[3:] == [Kind.CASE_LATE]


def test_the_province_is_told_each_week_what_its_communes_owe(arrived, moderator, kinds_of):
    let_be_due(-1)
    for _run in range(2):
        remind(working_day())
    notice = Notice.everywhere.get(user=moderator)
    assert (notice.kind, notice.sentence) == (
        Kind.CASES_OWED, "Phường Tam Thanh: 1 hồ sơ quá hạn trả lời.",
    )  # fmt: skip
    assert notice.path == f"{reverse('engagement_cases')}?tab=overdue&commune={TAM_THANH}"


def test_only_who_works_on_a_case_is_reminded_of_it(arrived, responder, commit, kinds_of):
    colleague = make_user(Role.RESPONDER, TAM_THANH)
    with commit():
        handling.accept(responder, arrived.pk, responder)
    let_be_due(-1)
    remind(working_day())
    assert Kind.CASE_LATE in kinds_of(responder)
    assert kinds_of(colleague) == []


def test_nobody_is_reminded_on_a_day_off(arrived, responder, kinds_of):
    let_be_due(-5)
    sunday = timezone.localdate() + timedelta(days=6 - timezone.localdate().weekday())
    remind(sunday)
    assert kinds_of(responder) == [Kind.CASE_NEW]


def test_what_a_killed_process_left_untold_is_told_by_night_and_once(commune, responder, kinds_of):
    receive(commune, QUESTION, submission())
    assert kinds_of(responder) == []
    for _run in range(2):
        call_command("tend_cases")
    assert kinds_of(responder) == [Kind.CASE_NEW]


def test_a_fault_while_telling_does_not_undo_what_a_citizen_sent(
    commune, responder, commit, monkeypatch, kinds_of
):
    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("commune_site.engagement.services.duties.tell", fail)
    with commit():
        case = receive(commune, QUESTION, submission()).case
    assert Case.objects.filter(pk=case.pk).exists()


def test_without_a_mail_server_cases_are_received_and_told_inside(
    no_mail_server, commune, responder, commit, kinds_of, request
):
    with commit():
        receive(commune, QUESTION, submission(contact=CONTACT))
    assert kinds_of(responder) == [Kind.CASE_NEW]
    server = request.getfixturevalue("mail_server")
    for _run in range(2):
        call_command("send_notices")
    assert sorted(address for address, _message in server.received) == sorted(
        [responder.email, CONTACT.email]
    )


def test_who_wants_no_mails_of_cases_gets_none(mail_server, commune, responder, commit, kinds_of):
    MailChoice.everywhere.create(user=responder, cases=When.NEVER)
    with commit():
        receive(commune, QUESTION, submission())
    assert kinds_of(responder) == [Kind.CASE_NEW]
    assert not mail_server.received


def test_the_choice_is_offered_to_those_who_answer(client_for, network, responder):
    account = reverse("notices_account")
    text = client_for(network.communes[0], responder).get(account).content.decode()
    assert 'name="mail_choice-cases"' in text
    editor = make_user(Role.EDITOR, TAM_THANH)
    text = client_for(network.communes[0], editor).get(account).content.decode()
    assert 'name="mail_choice-cases"' not in text


def test_signers_are_told_and_the_writer_learns_why_an_answer_came_back(
    network, arrived, responder, approver, commit, kinds_of, mail_server
):
    CasePolicy.objects.create(
        province=network.province, kind="question", answer_days=15, retention_days=90,
        needs_signature=True,
    )  # fmt: skip
    with commit():
        proposal = signing.propose(responder, arrived.pk, "Mời bà đến bộ phận một cửa.")
    assert kinds_of(approver) == [Kind.CASE_SIGN]
    with commit():
        signing.send_back(approver, arrived.pk, proposal.version, "Nêu rõ căn cứ pháp lý.")
    assert kinds_of(responder)[-1] == Kind.CASE_BACK
    assert "Nêu rõ căn cứ pháp lý." in mail_server.to(responder)[-1].get_content()


def test_reminding_costs_the_same_for_many_cases(arrived, commune, responder):
    def asked() -> int:
        Notice.everywhere.all().delete()
        let_be_due(-1)
        with queries_of() as statements:
            remind(working_day())
        return len(statements)

    few = asked()
    for _each in range(30):
        receive(commune, QUESTION, submission())
    assert asked() <= few
