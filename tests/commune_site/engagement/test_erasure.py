"""Personal data end: every night what has been kept long enough, with a log of its own."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from commune_site.engagement.models import (
    BlockedSender,
    Case,
    CaseMail,
    CasePolicy,
    ErasureRecord,
    Rating,
    State,
    Tally,
)
from commune_site.engagement.services import handling
from commune_site.engagement.services.blocking import block
from commune_site.engagement.services.erasure import erase_expired, forget_senders
from commune_site.engagement.services.intake import receive
from portal_network.audit.models import AuditEntry
from tests.commune_site.engagement.citizens import CONTACT, PERSONAL, submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(question, responder):
    handling.answer(responder, question.pk, f"Trả lời bà {CONTACT.name}.")
    return question


def closed_days_ago(days: int) -> None:
    Case.objects.update(closed_at=timezone.now() - timedelta(days=days))


def test_what_has_been_kept_long_enough_is_erased_and_logged(closed):
    closed_days_ago(731)
    assert erase_expired() == 1
    case = Case.objects.get()
    stored = repr(Case.objects.values().get()) + repr(list(case.events.values()))
    assert not any(value in stored for value in (*PERSONAL, closed.subject, closed.body))
    assert (case.state, case.reference) == (State.ANSWERED, closed.reference)
    record = ErasureRecord.objects.get()
    assert (record.reference, record.reason) == (closed.reference, "retention")
    entry = AuditEntry.everywhere.get(action="engagement.erased")
    assert entry.object_title == closed.reference
    assert erase_expired() == 0


def test_what_is_younger_or_open_is_left_alone(closed, commune, question):
    closed_days_ago(729)
    waiting = receive(commune, question.what, submission(contact=CONTACT)).case
    Case.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - timedelta(days=3000))
    assert erase_expired() == 0
    assert all(case.has_contact for case in Case.objects.all())


def test_a_province_decides_how_long(closed, network):
    CasePolicy.objects.create(
        province=network.province, kind="question", answer_days=15, retention_days=30
    )
    closed_days_ago(31)
    assert erase_expired() == 1


def test_networks_are_forgotten_after_a_week(commune, question):
    Case.objects.update(sender_key="abc")
    assert forget_senders() == 0
    Case.objects.update(received_at=timezone.now() - timedelta(days=8))
    assert forget_senders() == 1
    assert Case.objects.get().sender_key == ""


def test_remarks_of_the_survey_are_forgotten_and_ticks_stay(commune, settings):
    ticks = {"interface": "easy", "content": "met", "quality": "good",
             "interaction": "satisfied", "support": "met"}  # fmt: skip
    today = timezone.localdate()
    for days in (settings.SURVEY_REMARK_DAYS, settings.SURVEY_REMARK_DAYS + 1):
        Rating.objects.create(
            province_id=commune.province_code, commune_id=commune.code, remark=f"{days} ngày",
            given_on=today - timedelta(days=days), **ticks,
        )  # fmt: skip
    call_command("tend_cases", stdout=StringIO())
    left = list(Rating.objects.order_by("given_on").values_list("remark", "interface"))
    assert left == [("", "easy"), (f"{settings.SURVEY_REMARK_DAYS} ngày", "easy")]


def test_counts_and_blocks_end(question, responder):
    Case.objects.update(sender_key="abc")
    block(responder, question.pk, "Quảng cáo nhiều lần")
    past = timezone.now() - timedelta(minutes=1)
    BlockedSender.objects.update(until=past)
    Tally.objects.create(key="k", number=1, ends_at=past)
    forget_senders()
    assert not BlockedSender.objects.exists() and not Tally.objects.filter(key="k").exists()


def test_letters_that_wait_are_thrown_away_with_the_case(closed):
    assert CaseMail.objects.exclude(encrypted_letter=b"").exists()
    closed_days_ago(731)
    erase_expired()
    assert not CaseMail.objects.exists()


def test_the_nightly_command_does_all_of_it_and_may_run_twice(closed):
    closed_days_ago(731)
    for erased in (1, 0):
        output = StringIO()
        call_command("tend_cases", stdout=output)
        assert f"cá nhân: {erased}." in output.getvalue()


def test_the_log_is_shown_to_those_who_answer_for_it(closed, responder, client_for, network):
    closed_days_ago(731)
    erase_expired()
    screen = client_for(network.communes[0], responder).get(reverse("engagement_erasures"))
    assert closed.reference in screen.content.decode()


def test_erasing_asks_the_same_few_queries_per_case(closed, commune, question, responder):
    from tests.query_counts import queries_of

    for _each in range(3):
        case = receive(commune, question.what, submission(contact=CONTACT)).case
        handling.answer(responder, case.pk, "Trả lời câu hỏi này.")
    closed_days_ago(731)
    with queries_of() as statements:
        assert erase_expired() == 4
    assert len(statements) <= 4 * 18 + 6
