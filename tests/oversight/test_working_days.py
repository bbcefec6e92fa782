"""Working days are counted as the law and the people who keep the calendar say."""

import logging
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_network.oversight.calendar import (
    add_working_days,
    is_certain,
    is_working_day,
    services,
    working_days_between,
)
from portal_network.oversight.calendar.days import MOST_DAYS, Day, WorkingCalendar
from portal_network.oversight.calendar.public_holidays import (
    Knowledge,
    decided_until,
    lawful_year,
)
from portal_network.oversight.models import CalendarDay, ConfirmedYear
from tests.networks import HUE, LANG_SON, build_network
from tests.query_counts import queries_of

DATES = st.dates(date(2024, 1, 1), date(2035, 12, 31))
# Whatever people enter: days off and working days, on any weekday.
EXCHANGED = st.dictionaries(DATES, st.booleans(), max_size=40)


def calendar(exchanged: dict[date, bool] | None = None) -> WorkingCalendar:
    """Return a calendar with some days exchanged: True for working days."""
    days = {day: Day(day, is_working) for day, is_working in (exchanged or {}).items()}
    return WorkingCalendar(days)


# what the law says


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2026, 11, 23), True, "a Monday"),
        (date(2026, 11, 21), False, "a Saturday"),
        (date(2026, 11, 22), False, "a Sunday"),
        (date(2026, 11, 24), False, "the Day of Vietnamese Culture"),
        (date(2026, 2, 17), False, "the lunar new year"),
        (date(2026, 2, 20), False, "the fourth day of the lunar new year"),
        (date(2026, 2, 23), True, "the Monday after it"),
        (date(2026, 4, 27), False, "made up for the Hùng Kings' day on a Sunday"),
        (date(2026, 8, 31), False, "exchanged for 22 August"),
        (date(2026, 8, 22), True, "a Saturday worked for 31 August"),
        (date(2026, 9, 1), False, "the first day of the National Day"),
    ],
)
def test_the_days_of_2026_are_what_the_law_and_its_notice_say(day, works, why):
    assert calendar().day(day).is_working is works, why


def test_a_weekend_worked_for_a_day_of_the_next_year_belongs_to_its_own_year():
    assert date(2014, 12, 27) in lawful_year(2014).made_up
    assert date(2014, 12, 27) not in lawful_year(2015).made_up


def test_a_term_that_spans_the_lunar_new_year_skips_all_of_it():
    assert calendar().add(date(2026, 2, 13), 1) == date(2026, 2, 23)


def test_a_term_of_no_days_from_a_day_off_ends_on_the_next_working_day():
    assert calendar().add(date(2026, 11, 21), 0) == date(2026, 11, 23)
    assert calendar().add(date(2026, 11, 23), 0) == date(2026, 11, 23)


def test_an_entered_day_wins_over_the_law_both_ways():
    exchanged = calendar({date(2026, 11, 24): True, date(2026, 11, 25): False})
    assert exchanged.day(date(2026, 11, 24)).is_working
    assert not exchanged.day(date(2026, 11, 25)).is_working


# how it counts, whatever was entered


@given(start=DATES, days=st.integers(-120, 120), exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_a_term_never_ends_on_a_day_off(start, days, exchanged):
    assert calendar(exchanged).day(calendar(exchanged).add(start, days)).is_working


@given(start=DATES, days=st.integers(1, 120), exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_counting_is_the_inverse_of_adding(start, days, exchanged):
    here = calendar(exchanged)
    assert here.between(start, here.add(start, days)) == days


@given(start=DATES, days=st.integers(0, 120), exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_going_back_leads_to_the_working_day_one_started_from(start, days, exchanged):
    here = calendar(exchanged)
    begin = here.add(start, 0)
    assert here.add(here.add(begin, days), -days) == begin


@given(start=DATES, days=st.integers(-120, 120), exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_a_longer_term_ends_later(start, days, exchanged):
    here = calendar(exchanged)
    end, later = here.add(start, days), here.add(start, days + 1)
    assert end <= later
    # No days at all and one day both end on the first working day after a day off.
    assert end < later or (days == 0 and not here.is_working(start))


@given(day=DATES, exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_the_quick_answer_is_that_of_the_whole_day(day, exchanged):
    here = calendar(exchanged)
    assert here.is_working(day) is here.day(day).is_working


@given(start=DATES, later=st.integers(0, 60), days=st.integers(1, 60), exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_what_begins_later_never_ends_earlier(start, later, days, exchanged):
    here = calendar(exchanged)
    assert here.add(start, days) <= here.add(start + timedelta(days=later), days)


@given(first=DATES, second=DATES, third=DATES, exchanged=EXCHANGED)
@settings(max_examples=60, deadline=None)
def test_counts_add_up_over_a_day_between(first, second, third, exchanged):
    here = calendar(exchanged)
    whole = here.between(first, second) + here.between(second, third)
    assert whole == here.between(first, third)


# bad input


def test_moments_are_refused_because_their_date_depends_on_the_zone():
    with pytest.raises(TypeError, match="localdate"):
        calendar().add(timezone.now(), 1)
    with pytest.raises(TypeError, match="localdate"):
        calendar().between(date(2026, 1, 1), timezone.now())


def test_absurd_terms_are_refused_instead_of_counted_for_minutes():
    with pytest.raises(ValueError, match="working days"):
        calendar().add(date(2026, 1, 1), MOST_DAYS + 1)
    with pytest.raises(ValueError, match="too far apart"):
        calendar().between(date(2026, 1, 1), date(2200, 1, 1))


def test_a_term_past_the_end_of_the_calendar_is_an_error_not_an_endless_loop():
    with pytest.raises(OverflowError):
        calendar().add(date(9999, 12, 30), 5)


# what is certain


def test_a_year_with_a_known_notice_is_certain_and_a_later_one_an_estimate():
    assert lawful_year(decided_until()).knowledge is Knowledge.DECIDED
    assert lawful_year(decided_until() + 1).knowledge is Knowledge.ESTIMATED


def test_a_year_beyond_the_package_has_weekends_alone():
    far = lawful_year(2150)
    assert far.knowledge is Knowledge.UNKNOWN
    assert not far.days_off
    assert calendar().day(date(2150, 1, 1)).is_working
    assert not calendar().day(date(2150, 1, 3)).is_working


@pytest.mark.django_db
def test_a_confirmed_year_is_certain_for_its_province_alone():
    build_network(communes=1)
    build_network(HUE, 1)
    first, last = date(decided_until(), 12, 1), date(decided_until() + 1, 1, 15)
    assert not is_certain(first, last, LANG_SON)
    assert is_certain(first)
    ConfirmedYear.everywhere.create(year=decided_until() + 1, province_id=LANG_SON)
    cache.clear()
    assert is_certain(first, last, LANG_SON)
    assert is_certain(last, first, LANG_SON)
    assert not is_certain(first, last, HUE)


@pytest.mark.django_db
def test_each_uncertain_year_is_logged_once(caplog, monkeypatch):
    monkeypatch.setattr(services, "_years_told", set())
    with caplog.at_level(logging.WARNING):
        add_working_days(date(2150, 1, 4), 3)
        add_working_days(date(2150, 1, 4), 5)
        is_working_day(date(2101, 6, 1))
    assert [str(record.args[0]) for record in caplog.records] == ["2150", "2101"]


# what people enter


@pytest.mark.django_db
def test_a_day_of_the_province_wins_over_the_countrys_and_stays_its_own():
    build_network(communes=1)
    build_network(HUE, 1)
    day = date(2026, 6, 1)
    CalendarDay.everywhere.create(date=day, kind="day_off", name="Bão", province_id=None)
    CalendarDay.everywhere.create(
        date=day, kind="working_day", name="Vẫn làm việc", province_id=LANG_SON
    )
    cache.clear()
    assert is_working_day(day, LANG_SON)
    assert not is_working_day(day, HUE)
    assert not is_working_day(day)
    assert working_days_between(date(2026, 5, 29), day, LANG_SON) == 1
    assert working_days_between(date(2026, 5, 29), day, HUE) == 0


@pytest.mark.django_db
def test_a_change_is_seen_as_soon_as_it_is_committed(django_capture_on_commit_callbacks):
    network = build_network(communes=1)
    day = date(2026, 6, 1)
    assert is_working_day(day, network.province)
    with django_capture_on_commit_callbacks(execute=True):
        row = CalendarDay.everywhere.create(
            date=day, kind="day_off", name="Bão", province=network.province
        )
    assert not is_working_day(day, network.province)
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()
    assert is_working_day(day, network.province)


@pytest.mark.django_db
def test_the_calendar_is_read_once_for_many_questions():
    build_network(communes=1)
    with queries_of() as statements:
        for days in range(50):
            add_working_days(date(2026, 3, 2), days, LANG_SON)
    assert len(statements) == 2
