"""Letters over a real mail server: what is told to whom, in Vietnamese, once."""

import email
from datetime import timedelta
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.models import Case, CaseMail
from commune_site.engagement.services import handling, outbox
from commune_site.engagement.services.intake import receive
from commune_site.engagement.services.reminders import remind
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, submission
from tests.factories import make_user
from tests.networks import QUOC_KHANH

pytestmark = pytest.mark.django_db

AGENCY = "soyte@vidu.invalid"


class Letterbox:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.letters = []

    async def handle_DATA(self, server, session, envelope) -> str:
        message = email.message_from_bytes(envelope.content, policy=default)
        self.letters.append((envelope.rcpt_tos, message))
        return "250 OK"

    def texts(self) -> list[str]:
        return [message.get_content() for _to, message in self.letters]


@pytest.fixture
def letterbox(settings):
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    # The system chooses a free port, which the controller would only know afterwards.
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.DEFAULT_FROM_EMAIL = "khong-tra-loi@vidu.invalid"
    yield box
    controller.stop()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_sender_is_told_each_step_once_in_vietnamese(letterbox, commit, commune, responder):
    with commit():
        receipt = receive(commune, QUESTION, submission(contact=CONTACT))
    later = timezone.localdate() + timedelta(days=40)
    with commit():
        handling.tell_progress(responder, receipt.case.pk, later, "Cần xác minh tại thực địa.")
    with commit():
        handling.answer(responder, receipt.case.pk, "Mời bà đến bộ phận một cửa.",
                        [("Thủ tục", "http://tamthanh.langson.localhost/a/")])  # fmt: skip
    outbox.send_due()
    assert [to for to, _message in letterbox.letters] == [[CONTACT.email]] * 3
    received, progress, answered = letterbox.texts()
    assert receipt.code in received and "Mã tra cứu" in received
    assert "http://tamthanh.langson.localhost/tra-cuu-ho-so/" in received
    assert "Cần xác minh tại thực địa." in progress and f"{later:%d/%m/%Y}" in progress
    assert "Mời bà đến bộ phận một cửa." in answered and "/a/" in answered
    assert receipt.code not in progress + answered
    message = letterbox.letters[0][1]
    assert message["Subject"] == f"Đã tiếp nhận hồ sơ {receipt.case.reference}"
    assert message["From"].addresses[0].display_name == "Ủy ban nhân dân phường Tam Thanh"
    assert message["Auto-Submitted"] == "auto-generated"


def test_without_an_address_nobody_is_written_to(letterbox, commit, commune, responder):
    with commit():
        case = receive(commune, QUESTION, submission()).case
        handling.answer(responder, case.pk, "Trả lời qua mã tra cứu.")
    assert letterbox.letters == []
    assert not CaseMail.objects.exists()


def test_what_is_rolled_back_is_not_told(letterbox, commune):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        receive(commune, QUESTION, submission(contact=CONTACT))
        raise RuntimeError
    outbox.send_due()
    assert letterbox.letters == []


def test_a_server_that_is_down_loses_nothing_and_holds_nobody_up(
    letterbox, commit, settings, commune, monkeypatch, caplog
):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with commit():
        case = receive(commune, QUESTION, submission(contact=CONTACT)).case
    assert Case.objects.filter(pk=case.pk).exists()
    row = CaseMail.objects.get()
    assert (row.attempts, row.sent_at) == (1, None)
    assert not any(value in caplog.text for value in PERSONAL)
    settings.EMAIL_PORT = port
    assert outbox.send_due() == 0
    later = timezone.now() + timedelta(minutes=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert outbox.send_due() == 1
    assert outbox.send_due() == 0
    assert len(letterbox.letters) == 1
    assert bytes(CaseMail.objects.get().encrypted_letter) == b""


def test_a_letter_is_given_up_in_the_end_and_erased(commit, settings, commune, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with commit():
        receive(commune, QUESTION, submission(contact=CONTACT))
    now = timezone.now()
    for day in range(1, 12):
        later = now + timedelta(days=3 * day)
        monkeypatch.setattr("django.utils.timezone.now", lambda later=later: later)
        outbox.send_due()
    row = CaseMail.objects.get()
    assert row.given_up_at is not None
    assert bytes(row.encrypted_letter) == b""


def test_the_same_thing_is_told_to_the_same_person_once(commune, question):
    letter = {"letter": "erased", "sender": commune, "context": {"case": question}}
    assert outbox.post(key="same", to="a@vidu.invalid", **letter)
    assert not outbox.post(key="same", to="a@vidu.invalid", **letter)


def test_every_attempt_has_the_same_id(commit, letterbox, commune, question):
    row = CaseMail.objects.first()
    first, second = (outbox._message(row).message()["Message-ID"] for _each in range(2))
    assert first == second


def test_an_agency_learns_who_asked_only_with_consent(letterbox, commit, commune, responder):
    for shares in (False, True):
        sent = submission(contact=CONTACT, allows_sharing=shares)
        case = receive(commune, QUESTION, sent).case
        with commit():
            handling.forward(responder, case.pk, "Sở Y tế", "Đề nghị trả lời.", AGENCY)
    both = zip(letterbox.letters, letterbox.texts(), strict=True)
    to_agency = [text for (to, _message), text in both if to == [AGENCY]]
    assert len(to_agency) == 2
    assert not any(value in to_agency[0] for value in PERSONAL)
    assert all(value in to_agency[1] for value in PERSONAL)


def test_line_breaks_in_names_make_no_headers(letterbox, commit, commune, responder):
    sent = submission(contact=CONTACT, subject="A\nBcc: x@y.invalid")
    case = receive(commune, QUESTION, sent).case
    with commit():
        handling.answer(responder, case.pk, "Trả lời câu hỏi của bà.")
    assert letterbox.letters[-1][0] == [CONTACT.email]
    assert "Bcc" not in letterbox.letters[-1][1]


def test_responders_are_reminded_of_their_own_place_alone(
    letterbox, commit, question, responder, network
):
    neighbour = make_user("responder", QUOC_KHANH)
    outbox.send_due()
    letterbox.letters.clear()
    Case.objects.update(due_on=timezone.localdate() - timedelta(days=5))
    working_day = _working_day()
    with commit():
        assert remind(working_day) >= 1
    with commit():
        assert remind(working_day) == 0
    reached = [to[0] for to, _message in letterbox.letters]
    assert responder.email in reached and neighbour.email not in reached
    text = next(text for text in letterbox.texts())
    assert question.reference in text and question.subject not in text
    assert not any(value in text for value in PERSONAL)


def test_nobody_is_reminded_on_a_day_off(question, responder):
    Case.objects.update(due_on=timezone.localdate() - timedelta(days=5))
    sunday = timezone.localdate() + timedelta(days=6 - timezone.localdate().weekday())
    assert remind(sunday) == 0


def test_the_province_hears_on_mondays_what_its_communes_owe(question, responder, moderator):
    Case.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    keys_before = set(CaseMail.objects.values_list("key", flat=True))
    remind(monday)
    new = set(CaseMail.objects.values_list("key", flat=True)) - keys_before
    assert any(key.endswith(f":{moderator.pk}") and ":communes:" in key for key in new)
    assert not any("communes" in key for key in _keys_after(remind, monday + timedelta(days=1)))


def _keys_after(act, day) -> set[str]:
    before = set(CaseMail.objects.values_list("key", flat=True))
    act(day)
    return set(CaseMail.objects.values_list("key", flat=True)) - before


def _working_day():
    from portal_network.oversight.calendar import add_working_days

    day = add_working_days(timezone.localdate(), 0, "20")
    return day if day.weekday() else add_working_days(day, 1, "20")
