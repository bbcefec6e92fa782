"""Staff are told when a consultation ends, and each week that its outcome is owed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commune_site.consultations.reminders import remind
from portal_network.notices.models import Kind, Notice
from portal_network.notices.reminders import remind_for_other_rooms
from portal_network.tenancy.models import Role
from tests.commune_site.consultations.makers import make_consultation
from tests.factories import make_user
from tests.networks import LANG_SON, QUOC_KHANH, TAM_THANH
from tests.query_counts import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def every_day_works(monkeypatch):
    """No weekend and no holiday."""
    monkeypatch.setattr("commune_site.consultations.reminders.is_working_day", lambda *_: True)


@pytest.fixture
def editor(network):
    return make_user(Role.EDITOR, TAM_THANH)


@pytest.fixture
def moderator(network):
    return make_user(Role.PROVINCE_MODERATOR, LANG_SON)


def told(user) -> list[str]:
    rows = Notice.everywhere.filter(user=user).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_the_end_is_told_once_to_the_place_and_a_week_later_to_the_province_too(
    every_day_works, editor, moderator, client_for, network
):
    make_user(Role.EDITOR, QUOC_KHANH)
    page = make_consultation(TAM_THANH, opens=-30, closes=-1)
    make_consultation(TAM_THANH, opens=-30, closes=0)
    now = timezone.now()
    assert remind(now) == 1 and remind(now + timedelta(days=6)) == 0
    assert (told(editor), told(moderator)) == ([Kind.DRAFT_CLOSED], [])
    notice = Notice.everywhere.get()
    assert page.title in notice.sentence and f"{page.closes_on:%d/%m/%Y}" in notice.sentence
    client = client_for(network.communes[0], editor)
    opened = client.get(reverse("notices_open", args=[notice.pk]))
    assert opened.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    # Nobody is told on a day off.
    later = now + timedelta(days=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commune_site.consultations.reminders.is_working_day", lambda *_: False)
        assert remind(later) == 0
    Notice.everywhere.update(created_at=now)
    page.closes_on -= timedelta(days=8)
    page.save(update_fields=["closes_on"])
    assert remind_for_other_rooms(now) == 2
    assert told(editor)[1:] == told(moderator) == [Kind.DRAFT_OWED]


def test_where_nobody_works_the_province_is_told_at_once(every_day_works, moderator):
    make_consultation(TAM_THANH, opens=-30, closes=-1)
    remind(timezone.now())
    assert told(moderator) == [Kind.DRAFT_CLOSED]


def test_an_outcome_that_is_public_is_no_news_any_more(
    every_day_works, editor, django_capture_on_commit_callbacks
):
    page = make_consultation(TAM_THANH, opens=-30, closes=-2)
    remind(timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        page.synthesis, page.explanation = "<p>Tổng hợp</p>", "<p>Giải trình</p>"
        page.save_revision().publish()
    assert not Notice.everywhere.filter(read_at=None).exists()
    assert remind(timezone.now() + timedelta(days=30)) == 0


def test_reminding_costs_the_same_for_many(every_day_works, editor):
    counts = []
    # The first run remembers what does not change: the places.
    for number in (1, 2, 10):
        for _each in range(number):
            make_consultation(TAM_THANH, opens=-30, closes=-1)
        with queries_of() as statements:
            assert remind(timezone.now()) == number
        counts.append(len(statements))
    assert counts[1] == counts[2]
