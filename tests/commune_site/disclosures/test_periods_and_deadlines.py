"""Periods in words, their last days, and deadlines by the rule of a section."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from commune_site.disclosures.deadlines import due_date
from commune_site.disclosures.naming_people import refusals
from commune_site.disclosures.periods import PARTS, PeriodKind, period_end, period_label
from commune_site.disclosures.profiles import profile_of, profiled_sections
from commune_site.figures.table import Column, Table
from commune_site.sections import DeadlineRule, get_registry


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("kind", "number", "words", "end"),
    [
        ("year", None, "năm 2026", date(2026, 12, 31)),
        ("half-year", 1, "sáu tháng đầu năm 2026", date(2026, 6, 30)),
        ("half-year", 2, "sáu tháng cuối năm 2026", date(2026, 12, 31)),
        ("quarter", 3, "quý III năm 2026", date(2026, 9, 30)),
        ("month", 2, "tháng 2 năm 2026", date(2026, 2, 28)),
        ("", None, "", None),
    ],
)
def test_periods_in_words(kind, number, words, end):
    assert period_label(kind, 2026, number) == words
    assert period_end(kind, 2026, number) == end


@given(st.sampled_from(list(PeriodKind)), st.integers(1990, 2100), st.integers(1, 12))
def test_every_period_ends_on_the_last_day_of_a_month(kind, year, number):
    number = (number - 1) % PARTS[kind] + 1
    end = period_end(kind, year, number)
    assert end.year == year
    assert end == period_end(PeriodKind.MONTH, year, end.month)


@pytest.mark.django_db
def test_deadlines_count_working_days_from_what_the_rule_says():
    decided, ends = date(2026, 3, 13), date(2026, 3, 31)
    from_decision = DeadlineRule("working_days", working_days=5)
    assert due_date(from_decision, decided, ends, None) == date(2026, 3, 20)
    assert due_date(from_decision, None, ends, None) is None
    from_period = DeadlineRule("period", working_days=5, periods=("quarter",))
    assert due_date(from_period, decided, ends, None) == date(2026, 4, 7)
    assert due_date(DeadlineRule("on_change"), decided, ends, None) is None
    assert due_date(from_decision, None, None, None) is None


def test_every_profile_belongs_to_a_section_of_disclosures():
    registry = get_registry()
    for slug in profiled_sections():
        assert "disclosure" in registry.get(slug).posted_types, slug
    posted = {s.slug for s in registry.sections if s.page_type == "disclosure"}
    assert posted <= set(profiled_sections())
    for slug in registry.personal_data_slugs:
        assert profile_of(slug).longest_days >= registry.get(slug).expiry_days


def test_minimal_lists_of_people_are_taken():
    table = Table(
        (Column("Họ và tên"), Column("Năm sinh"), Column("Thôn"), Column("Diện hỗ trợ")),
        (("Người Ví Dụ", "1970", "Thôn 1", "Hộ nghèo"),),
    )
    assert list(refusals(table)) == []
