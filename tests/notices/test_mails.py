"""What leaves through a real mail server: to whom, in which words, and once."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from portal_network.moderation.models import QueueItem
from portal_network.moderation.services import decisions
from portal_network.notices import digest, outbox
from portal_network.notices.bounces import take_bounce
from portal_network.notices.models import Mail, MailChoice, Notice, When
from portal_network.oversight.models import CalendarDay
from portal_network.tenancy.directory import directory
from portal_network.tenancy.models import Membership, Role
from tests.factories import give_role, make_user, section_page
from tests.moderation.texts import draft, fresh
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH

pytestmark = pytest.mark.django_db
# Monday; digests go out at half past seven.
MORNING = datetime(2026, 3, 16, 8, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def item(mail_server, article, editor, approver, submit, committed) -> QueueItem:
    """A text of which the commune's approver has just got a mail."""
    return committed(submit, article, editor)


def text_of(message) -> str:
    """Return the words of a mail."""
    return message.get_content()


def subject_of(message) -> str:
    """Return the subject, without the space that long ones are folded with."""
    return message["Subject"].strip()


def later(mail: Mail) -> None:
    """Let the time of the next attempt come."""
    Mail.everywhere.filter(pk=mail.pk).update(due_at=timezone.now())


def choose(user, **choice: str) -> None:
    """Store what a person wants."""
    MailChoice.everywhere.update_or_create(user=user, defaults=choice)


# at once


def test_the_approver_of_a_commune_gets_one_mail_in_vietnamese_with_a_way_in(
    item, mail_server, editor, approver, moderator
):
    [message] = mail_server.to(approver)
    assert subject_of(message) == f"Bài “{item.title}” của Phường Tam Thanh đang chờ Ông/Bà duyệt."
    notice = Notice.everywhere.get(user=approver)
    link = f"{directory.commune(TAM_THANH).root_url}/quan-tri/thong-bao/{notice.pk}/"
    assert link in text_of(message)
    assert "Kính gửi Ông/Bà Hoàng Duyệt," in text_of(message)
    assert message["Auto-Submitted"] == "auto-generated"
    assert not mail_server.to(editor) + mail_server.to(moderator)


def test_the_writer_learns_why_the_text_came_back(item, mail_server, editor, approver, committed):
    committed(
        decisions.send_back, approver, item.pk, item.revision_id, comment="Thiếu nguồn số liệu."
    )
    [message] = mail_server.to(editor)
    assert "bị trả lại để sửa" in subject_of(message)
    assert "Thiếu nguồn số liệu." in text_of(message)


def test_nothing_is_sent_again_by_further_runs(item, mail_server, approver):
    for _ in range(3):
        call_command("send_notices")
    assert len(mail_server.to(approver)) == 1


def test_who_chose_no_mails_finds_the_notice_inside(
    mail_server, article, editor, approver, submit, committed
):
    choose(approver, queue=When.NEVER)
    committed(submit, article, editor)
    assert not mail_server.received
    assert Notice.everywhere.filter(user=approver).count() == 1


def test_a_title_cannot_write_headers_or_markup(mail_server, network, editor, approver, committed):
    page = draft(
        section_page(TAM_THANH, "news"), editor, title="Tin <b>mới</b>\nBcc: lua@vidu.invalid"
    )
    committed(page.get_workflow().start, page, editor)
    [message] = mail_server.to(approver)
    assert [address for address, _ in mail_server.received] == [approver.email]
    assert message["Bcc"] is None
    assert "Tin <b>mới</b> Bcc: lua@vidu.invalid" in subject_of(message)


# the mail server is away, refuses, hangs up


def test_without_a_mail_server_everything_is_decided_and_every_mail_follows(
    no_mail_server, article, editor, approver, submit, committed, settings, request
):
    item = committed(submit, article, editor)
    committed(decisions.approve, approver, item.pk, item.revision_id)
    assert fresh(article).live
    assert set(Mail.everywhere.values_list("state", "attempts")) == {("pending", 0)}
    server = request.getfixturevalue("mail_server")
    call_command("send_notices")
    # What waited for the approver was decided on meanwhile; a mail of it would only mislead.
    assert [address for address, _ in server.received] == [editor.email]
    assert set(Mail.everywhere.values_list("user", "state")) == {
        (approver.pk, "dropped"), (editor.pk, "sent"),
    }  # fmt: skip


def test_a_refusal_that_may_pass_is_tried_again_later_and_then_sent_once(
    mail_server, article, editor, approver, submit, committed
):
    mail_server.answers[approver.email] = "451 Hộp thư đang bận".encode().decode("ascii", "ignore")
    committed(submit, article, editor)
    mail = Mail.everywhere.get()
    assert (mail.state, mail.attempts) == ("pending", 1)
    assert mail.due_at > timezone.now()
    call_command("send_notices")
    assert Mail.everywhere.get().attempts == 1
    mail_server.answers.clear()
    later(mail)
    call_command("send_notices")
    call_command("send_notices")
    assert len(mail_server.to(approver)) == 1


def test_a_mail_server_that_is_gone_for_a_while_delays_letters_and_loses_none(
    no_mail_server, article, editor, approver, submit, committed, request
):
    committed(submit, article, editor)
    mail = Mail.everywhere.get()
    assert mail.state == "pending"
    server = request.getfixturevalue("mail_server")
    later(mail)
    call_command("send_notices")
    call_command("send_notices")
    assert len(server.to(approver)) == 1
    assert Mail.everywhere.get().state == "sent"


def test_after_two_days_of_refusals_it_gives_up(
    mail_server, article, editor, approver, submit, committed
):
    mail_server.answers[approver.email] = "451 busy"
    committed(submit, article, editor)
    for _ in range(len(outbox.WAITS)):
        later(Mail.everywhere.get())
        outbox.send_due()
    mail = Mail.everywhere.get()
    assert (mail.state, mail.error) == ("given_up", "451 busy")
    assert sum(outbox.WAITS, timedelta()) > timedelta(days=1)


def test_an_unknown_address_falls_back_to_the_administration_and_is_shown(
    mail_server, network, article, editor, approver, submit, committed, client_for
):
    mail_server.answers[approver.email] = "550 5.1.1 no such user"
    item = committed(submit, article, editor)
    assert Mail.everywhere.get().state == "refused"
    # Nothing more goes to this address.
    other = draft(section_page(TAM_THANH, "news"), editor)
    committed(other.get_workflow().start, other, editor)
    assert Mail.everywhere.count() == 1
    assert Notice.everywhere.filter(user=approver).count() == 2
    commune = network.communes[0]
    head = client_for(commune, make_user(Role.SITE_ADMINISTRATOR, TAM_THANH))
    home = head.get("/quan-tri/").content.decode()
    assert "Thư điện tử bị trả lại" in home
    assert approver.email in home
    neighbour = client_for(network.communes[1], make_user(Role.SITE_ADMINISTRATOR, QUOC_KHANH)).get(
        "/quan-tri/"
    )
    assert approver.email not in neighbour.content.decode()
    account = client_for(commune, approver).get("/quan-tri/account/").content.decode()
    assert f"Thư gửi đến {approver.email} bị trả lại" in account
    assert item.is_waiting


def test_a_new_address_is_tried(mail_server, article, editor, approver, submit, committed):
    choose(approver, refused_address=approver.email)
    approver.email = "dia-chi-moi@vidu.invalid"
    approver.save()
    committed(submit, article, editor)
    assert len(mail_server.to(approver)) == 1


def test_a_mail_whose_worker_died_is_not_sent_again(item, mail_server, approver):
    # As a killed process leaves it: handed over, nobody knows with what success.
    Mail.everywhere.update(
        state=Mail.State.SENDING, handed_over_at=timezone.now() - timedelta(hours=1)
    )
    call_command("send_notices")
    assert Mail.everywhere.get().state == "uncertain"
    assert len(mail_server.to(approver)) == 1
    assert Notice.everywhere.filter(user=approver, read_at=None).exists()


def test_a_line_that_breaks_after_the_mail_sends_no_second_one(
    mail_server, article, editor, approver, submit, committed
):
    mail_server.breaks_after_data = True
    committed(submit, article, editor)
    assert Mail.everywhere.get().state == "uncertain"
    mail_server.breaks_after_data = False
    call_command("send_notices")
    assert len(mail_server.to(approver)) == 1


def test_a_mail_that_another_worker_has_taken_is_left_alone(item, mail_server, approver):
    Mail.everywhere.update(state=Mail.State.PENDING)
    mail = Mail.everywhere.get()
    Mail.everywhere.update(attempts=mail.attempts + 1)
    assert not outbox._take(mail, approver.email)


def test_one_mail_that_cannot_be_written_stops_no_other(
    mail_server, network, editor, approver, committed, monkeypatch
):
    from portal_network.notices import outbox as module

    real, calls = module.letter, []

    def broken_once(mail, user):
        calls.append(mail)
        if len(calls) == 1:
            raise ValueError("a template that fails")
        return real(mail, user)

    monkeypatch.setattr(module, "letter", broken_once)
    second = make_user(Role.APPROVER, TAM_THANH)
    page = draft(section_page(TAM_THANH, "news"), editor)
    committed(page.get_workflow().start, page, editor)
    assert len(mail_server.to(approver) + mail_server.to(second)) == 1


# who has left, what has changed meanwhile


@pytest.mark.parametrize("change", ["left", "disabled", "deleted text"])
def test_a_mail_that_waits_is_dropped_when_it_concerns_nobody(
    no_mail_server, article, editor, approver, submit, committed, request, change
):
    committed(submit, article, editor)
    if change == "left":
        Membership.objects.filter(user=approver).delete()
    elif change == "disabled":
        approver.is_active = False
        approver.save()
    else:
        article.delete()
    server = request.getfixturevalue("mail_server")
    call_command("send_notices")
    assert not server.received
    assert Mail.everywhere.get().state == "dropped"


# once a day


@pytest.fixture
def waiting(mail_server, network, editor, approver, moderator, needs_province, committed):
    """Three texts that wait for the province, whose moderators get digests."""
    for _ in range(3):
        page = draft(section_page(TAM_THANH, "news"), editor)
        committed(page.get_workflow().start, page, editor)
        item = QueueItem.objects.waiting().get(page_id=page.pk)
        committed(decisions.approve, approver, item.pk, item.revision_id)
    Notice.everywhere.update(created_at=MORNING - timedelta(hours=3))
    mail_server.received.clear()


def test_a_moderator_gets_one_digest_a_day(waiting, mail_server, moderator):
    assert digest.gather(MORNING - timedelta(hours=1)) == 0
    assert digest.gather(MORNING) == 1
    assert digest.gather(MORNING) == 0
    outbox.send_due()
    [message] = mail_server.to(moderator)
    assert subject_of(message) == "Tỉnh Lạng Sơn: 3 thông báo mới về bài đăng"
    links = text_of(message).count(f"{directory.province(LANG_SON).root_url}/quan-tri/thong-bao/")
    assert links == 3
    assert digest.gather(MORNING + timedelta(days=1)) == 0


def test_what_was_read_inside_is_in_no_digest(waiting, mail_server, moderator):
    Notice.everywhere.filter(user=moderator).update(read_at=timezone.now())
    digest.gather(MORNING)
    outbox.send_due()
    assert not mail_server.to(moderator)


def test_on_a_day_off_there_is_no_digest(waiting, network):
    assert digest.gather(MORNING - timedelta(days=1)) == 0
    CalendarDay.objects.create(
        province=network.province, date=MORNING.date(), kind="day_off", name="Bão số 3"
    )
    cache.clear()
    assert digest.gather(MORNING) == 0
    assert digest.gather(MORNING + timedelta(days=1)) == 1


def test_the_time_of_the_digest_is_a_setting(waiting, settings):
    settings.NOTICE_DIGEST_TIME = MORNING.time().replace(hour=16)
    assert digest.gather(MORNING) == 0
    assert digest.gather(MORNING.replace(hour=16)) == 1


def test_a_mail_tells_of_one_site_only(mail_server, network, editor, committed):
    both = make_user(Role.APPROVER, TAM_THANH)
    give_role(both, Role.APPROVER, QUOC_KHANH)
    choose(both, queue=When.DIGEST)
    there = make_user(Role.EDITOR, QUOC_KHANH)
    titles = {}
    for code, writer in ((TAM_THANH, editor), (QUOC_KHANH, there)):
        page = draft(section_page(code, "news"), writer)
        committed(page.get_workflow().start, page, writer)
        titles[code] = page.title
    Notice.everywhere.update(created_at=MORNING - timedelta(hours=3))
    assert digest.gather(MORNING) == 2
    outbox.send_due()
    texts = [text_of(message) + message["Subject"] for message in mail_server.to(both)]
    for code, other in ((TAM_THANH, QUOC_KHANH), (QUOC_KHANH, TAM_THANH)):
        [text] = [text for text in texts if titles[code] in text]
        assert directory.commune(code).root_url in text
        assert titles[other] not in text
        assert directory.commune(other).root_url not in text


# mails that come back later


def returned(
    mail: Mail, *, number: str = "", status: str = "5.1.1", action: str = "failed"
) -> bytes:
    """Return what a mail server sends back (RFC 3464)."""
    number = number or f"{mail.message_id.hex}@langson.vidu.invalid"
    return (
        "From: mailer-daemon@vidu.invalid\nTo: khong-tra-loi@langson.vidu.invalid\n"
        "Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nIt did not work.\n"
        "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; vidu.invalid\n\n"
        f"Final-Recipient: rfc822; {mail.address}\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 no such user\n\n"
        f"--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{number}>\nSubject: a\n\n--x--\n"
    ).encode()


def test_a_mail_that_comes_back_stops_further_mails(item, approver):
    mail = Mail.everywhere.get()
    assert take_bounce(returned(mail)) == mail
    choice = MailChoice.everywhere.get(user=approver)
    assert (choice.refused_address, choice.refusal[:5]) == (approver.email, "5.1.1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": f"{'0' * 32}@langson.vidu.invalid"},
        {"number": "'; drop table mails"},
        {"status": "4.2.2"},
        {"action": "delayed"},
    ],
)
def test_what_is_no_bounce_of_ours_changes_nothing(item, wrong):
    assert take_bounce(returned(Mail.everywhere.get(), **wrong)) is None
    assert not MailChoice.everywhere.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00" * 500, b"Content-Type: multipart/report\n\nx"]
)
def test_nonsense_is_no_error(db, content):
    assert take_bounce(content) is None
