"""Letters over a real mail server: what citizens are told, in Vietnamese, once."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.utils import timezone

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import Case, CaseMail
from commune_site.engagement.services import handling, outbox
from commune_site.engagement.services.intake import receive
from portal_network.notices.delivery import WAITS
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, submission

pytestmark = pytest.mark.django_db

AGENCY = "soyte@vidu.invalid"


def letters_to(mail_server, address: str) -> list[EmailMessage]:
    return [message for to, message in mail_server.received if to == address]


def texts_to(mail_server, address: str) -> list[str]:
    return [message.get_content() for message in letters_to(mail_server, address)]


def letters_come_due() -> None:
    CaseMail.objects.update(next_attempt_at=timezone.now())


def test_the_sender_is_told_each_step_once_in_vietnamese(mail_server, commit, commune, responder):
    with commit():
        receipt = receive(commune, QUESTION, submission(contact=CONTACT))
    later = timezone.localdate() + timedelta(days=40)
    with commit():
        handling.tell_progress(responder, receipt.case.pk, later, "Cần xác minh tại thực địa.")
    with commit():
        handling.answer(responder, receipt.case.pk, "Mời bà đến bộ phận một cửa.",
                        [("Thủ tục", "http://tamthanh.langson.localhost/a/")])  # fmt: skip
    # Staff are told of the arrival by a notice, which is another matter (test_duties).
    assert {to for to, _message in mail_server.received} == {CONTACT.email, responder.email}
    received, progress, answered = texts_to(mail_server, CONTACT.email)
    assert receipt.code in received and "Mã tra cứu" in received
    assert "http://tamthanh.langson.localhost/tra-cuu-ho-so/" in received
    assert "Cần xác minh tại thực địa." in progress and f"{later:%d/%m/%Y}" in progress
    assert "Mời bà đến bộ phận một cửa." in answered and "/a/" in answered
    assert receipt.code not in progress + answered
    message = letters_to(mail_server, CONTACT.email)[0]
    assert message["Subject"] == f"Đã tiếp nhận hồ sơ {receipt.case.reference}"
    assert message["From"].addresses[0].display_name == "Ủy ban nhân dân phường Tam Thanh"
    assert message["Auto-Submitted"] == "auto-generated"


def test_without_an_address_nobody_is_written_to(mail_server, commit, commune, responder):
    with commit():
        case = receive(commune, QUESTION, submission()).case
        handling.answer(responder, case.pk, "Trả lời qua mã tra cứu.")
    assert mail_server.received == []
    assert not CaseMail.objects.exists()


def test_what_is_rolled_back_is_not_told(mail_server, commune):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        receive(commune, QUESTION, submission(contact=CONTACT))
        raise RuntimeError
    outbox.send_due()
    assert mail_server.received == []


def test_a_server_that_is_down_loses_nothing_and_holds_nobody_up(
    no_mail_server, commit, commune, caplog, request
):
    with commit():
        case = receive(commune, QUESTION, submission(contact=CONTACT)).case
    assert Case.objects.filter(pk=case.pk).exists()
    row = CaseMail.objects.get()
    assert (row.attempts, row.sent_at) == (0, None)
    assert not any(value in caplog.text for value in PERSONAL)
    server = request.getfixturevalue("mail_server")
    for _run in range(2):
        call_command("send_notices")
    assert [to for to, _message in server.received] == [CONTACT.email]
    assert bytes(CaseMail.objects.get().encrypted_letter) == b""


def test_a_refusal_that_may_pass_is_tried_again_and_then_sent_once(mail_server, commit, commune):
    mail_server.answers[CONTACT.email] = "451 busy"
    with commit():
        receive(commune, QUESTION, submission(contact=CONTACT))
    assert CaseMail.objects.get().attempts == 1
    assert outbox.send_due() == 0
    mail_server.answers.clear()
    letters_come_due()
    assert (outbox.send_due(), outbox.send_due()) == (1, 0)
    assert len(mail_server.received) == 1


def test_after_two_days_of_refusals_a_letter_is_given_up_and_erased(mail_server, commit, commune):
    mail_server.answers[CONTACT.email] = "451 busy"
    with commit():
        receive(commune, QUESTION, submission(contact=CONTACT))
    for _each in WAITS:
        letters_come_due()
        outbox.send_due()
    row = CaseMail.objects.get()
    assert row.given_up_at is not None
    assert bytes(row.encrypted_letter) == b""


def test_staff_see_that_an_address_is_none_and_no_log_names_it(
    mail_server, commit, commune, caplog
):
    mail_server.answers[CONTACT.email] = f"550 no such user {CONTACT.email}"
    with commit():
        case = receive(commune, QUESTION, submission(contact=CONTACT)).case
    assert CaseMail.objects.get().given_up_at is not None
    note = case.events.get(deed="noted")
    assert note.note == "Thư điện tử gửi người dân không đến nơi: máy chủ thư từ chối nhận."
    assert not note.is_public
    # What the mail server of these tests logs itself does not count.
    lines = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    assert lines and not any(CONTACT.email in line for line in lines)


def test_a_line_that_breaks_loses_no_letter_and_keeps_its_id(mail_server, commit, commune):
    mail_server.breaks_after_data = True
    with commit():
        receive(commune, QUESTION, submission(contact=CONTACT))
    assert CaseMail.objects.get().sent_at is None
    mail_server.breaks_after_data = False
    letters_come_due()
    assert outbox.send_due() == 1
    first, second = (message["Message-ID"] for _to, message in mail_server.received)
    assert first == second


def test_many_letters_leave_in_one_session(mail_server, commune):
    for _each in range(5):
        receive(commune, QUESTION, submission(contact=CONTACT))
    assert outbox.send_due() == 5
    assert mail_server.sessions == 1


def test_the_same_thing_is_told_to_the_same_person_once(commune, question):
    letter = {"letter": "erased", "sender": commune, "context": {"case": question}}
    assert outbox.post(key="same", to="a@vidu.invalid", **letter)
    assert not outbox.post(key="same", to="a@vidu.invalid", **letter)


def test_an_agency_learns_who_asked_only_with_consent(mail_server, commit, commune, responder):
    for shares in (False, True):
        sent = submission(contact=CONTACT, allows_sharing=shares)
        case = receive(commune, QUESTION, sent).case
        with commit():
            handling.forward(responder, case.pk, "Sở Y tế", "Đề nghị trả lời.", AGENCY)
    to_agency = texts_to(mail_server, AGENCY)
    assert len(to_agency) == 2
    assert not any(value in to_agency[0] for value in PERSONAL)
    assert all(value in to_agency[1] for value in PERSONAL)


def test_line_breaks_in_names_make_no_headers(mail_server, commit, commune, responder):
    sent = submission(contact=CONTACT, subject="A\nBcc: x@y.invalid")
    case = receive(commune, QUESTION, sent).case
    with commit():
        handling.answer(responder, case.pk, "Trả lời câu hỏi của bà.")
    assert mail_server.received[-1][0] == CONTACT.email
    assert "Bcc" not in mail_server.received[-1][1]
