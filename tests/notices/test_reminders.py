"""What time alone brings about: deadlines in working days, claims that ended, old notices."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from portal_network.moderation.models import QueueItem
from portal_network.moderation.models.queue import CLAIM_LASTS
from portal_network.moderation.services import decisions
from portal_network.notices import reminders
from portal_network.notices.models import Kind, Mail, Notice
from portal_network.oversight.models import CalendarDay
from tests.factories import section_page
from tests.moderation.texts import draft
from tests.networks import TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)


def noon(day: date) -> datetime:
    """Return the middle of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def item(article, editor, approver, submit) -> QueueItem:
    """A text that waits and is due on a Friday."""
    item = submit(article, editor)
    QueueItem.objects.filter(pk=item.pk).update(due_on=FRIDAY)
    return QueueItem.objects.get(pk=item.pk)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 18), []),
        (date(2026, 3, 19), [Kind.DUE_SOON]),
        (FRIDAY, [Kind.DUE_SOON]),
        (date(2026, 3, 21), []),
        (date(2026, 3, 22), []),
        (date(2026, 3, 23), [Kind.OVERDUE]),
    ],
    ids=["two days before", "the day before", "the day", "Saturday", "Sunday", "Monday after"],
)
def test_reminders_count_working_days(item, approver, kinds_of, day, told):
    reminders.remind_of_deadlines(noon(day))
    assert kinds_of(approver) == told


def test_a_day_off_of_the_province_moves_the_reminder_before_it(network, item, approver, kinds_of):
    CalendarDay.objects.create(
        province=network.province, date=date(2026, 3, 19), kind="day_off", name="Bão số 3"
    )
    cache.clear()
    reminders.remind_of_deadlines(noon(date(2026, 3, 18)))
    assert kinds_of(approver) == [Kind.DUE_SOON]


def test_each_deadline_is_told_of_once_before_and_once_after(item, approver, kinds_of):
    for day in range(19, 28):
        for _ in range(2):
            reminders.remind_of_deadlines(noon(date(2026, 3, day)))
    assert kinds_of(approver) == [Kind.DUE_SOON, Kind.OVERDUE]


def test_a_year_of_which_nothing_is_known_is_reminded_of_all_the_same(item, approver, kinds_of):
    QueueItem.objects.update(due_on=date(2101, 3, 11))
    reminders.remind_of_deadlines(noon(date(2101, 3, 14)))
    assert kinds_of(approver) == [Kind.OVERDUE]


def test_what_was_decided_is_not_reminded_of(item, approver, kinds_of):
    decisions.approve(approver, item.pk, item.revision_id)
    reminders.remind_of_deadlines(noon(date(2026, 3, 23)))
    assert Kind.OVERDUE not in kinds_of(approver)


def test_reminders_wait_for_the_digest_of_the_day(item, approver):
    reminders.remind_of_deadlines(noon(FRIDAY))
    assert Notice.everywhere.filter(user=approver, mail=None).exists()
    assert not Mail.everywhere.exists()


def test_reminding_costs_the_same_for_many_texts(network, editor, approver, submit):
    def cost(texts: int) -> int:
        Notice.everywhere.all().delete()
        for _ in range(texts):
            submit(draft(section_page(TAM_THANH, "news"), editor), editor)
        QueueItem.objects.update(due_on=FRIDAY)
        with queries_of() as statements:
            reminders.remind_of_deadlines(noon(FRIDAY))
        return len(statements)

    assert cost(2) == cost(20) <= 16


def test_who_forgot_a_claim_is_told_once(item, approver, kinds_of):
    decisions.claim(approver, item.pk)
    now = timezone.now()
    assert reminders.remind_of_claims(now) == 0
    assert reminders.remind_of_claims(now + CLAIM_LASTS + timedelta(minutes=1)) == 1
    assert reminders.remind_of_claims(now + CLAIM_LASTS + timedelta(minutes=6)) == 0
    assert kinds_of(approver) == [Kind.CLAIM_ENDED]


def test_old_notices_are_forgotten_and_new_ones_kept(item, approver, settings):
    reminders.remind_of_deadlines(noon(FRIDAY))
    old = timezone.now() - settings.NOTICE_RETENTION - timedelta(days=1)
    Notice.everywhere.update(created_at=old)
    reminders.remind_of_deadlines(noon(date(2026, 3, 23)))
    assert reminders.forget_old(timezone.now()) == 1
    assert Notice.everywhere.count() == 1


def test_the_command_says_what_it_did(item, capsys):
    QueueItem.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    call_command("send_notices")
    said = capsys.readouterr().out
    assert "Thông báo mới: " in said
    assert "Thư đã gửi: " in said
