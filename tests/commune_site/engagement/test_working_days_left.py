"""How long a case has left is told in working days, as its deadline is counted."""

from datetime import date

import pytest

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.engagement.terms import terms_of
from tests.networks import LANG_SON

pytestmark = pytest.mark.django_db


def test_neither_weekends_nor_holidays_count_among_the_days_that_are_left(network):
    terms = terms_of(QUESTION, LANG_SON)
    monday = date(2026, 4, 27)
    due_on = terms.due_after(monday)
    assert terms.left(monday, due_on) == terms.answer_days
    assert terms.left(due_on, due_on) == 0
    # Over the weekend and the holidays of 30 April and 1 May.
    assert (
        terms.left(date(2026, 4, 29), date(2026, 5, 5))
        < (date(2026, 5, 5) - date(2026, 4, 29)).days
    )
    assert terms.left(date(2026, 5, 6), date(2026, 5, 5)) == -1
