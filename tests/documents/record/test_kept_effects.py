"""The kept state of effect is the one that the dates say, on every day, and an index answers it."""

import io
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from documents.models import LegalDocumentPage
from documents.record.effect import effect_of, keep_effects
from documents.record.shelves import NO_END
from documents.record.vocabulary import STATED_EFFECTS, Effect
from documents.selection import Selection, on_shelf
from tests.factories import make_legal_document, section_page

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 15)


@pytest.fixture
def on_day(monkeypatch):
    """Let the portal believe that it is another day."""

    def set_day(day: date) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)

    set_day(DAY)
    return set_day


@pytest.fixture
def section(network, on_day):
    """A section with a document for every combination of dates and statements."""
    commune = network.communes[0]
    days = (None, DAY - timedelta(days=9), DAY, DAY + timedelta(days=2))
    for stated, effective, expired in product(("", *STATED_EFFECTS), days, days):
        page = make_legal_document(commune, issued_on=DAY - timedelta(days=20))
        page.effect_stated, page.effective_on, page.expired_on = stated, effective, expired
        # Some of these an editor could not write; an import of another system's rows might.
        page.save(clean=False)
    return section_page(commune, "legal-documents")


def found(section, effect: Effect) -> set[int]:
    """Return the keys that the list shows for a state."""
    request = RequestFactory().get("/", {"hieu-luc": effect.value})
    documents = on_shelf(f"{section.tenant.code}/{section.section}")
    return set(Selection.of(request).narrow(documents, section).values_list("pk", flat=True))


def expected(day: date) -> dict[Effect, set[int]]:
    """Return the keys by state as each document says it of itself."""
    documents = list(LegalDocumentPage.objects.all())
    return {e: {one.pk for one in documents if effect_of(one, day) == e} for e in Effect}


@pytest.mark.parametrize("is_tended", [True, False])
def test_lists_by_effect_say_what_each_document_says_on_every_day(section, on_day, is_tended):
    for later in (0, 1, 2, 3, 400):
        day = DAY + timedelta(days=later)
        on_day(day)
        if is_tended:
            call_command("keep_effects", stdout=io.StringIO())
        states = expected(day)
        assert {effect: found(section, effect) for effect in Effect} == states
        assert sum(map(len, states.values())) == 80
        assert all(states.values()) or later >= 2


def test_every_state_is_kept_until_its_day_and_noted_once(section):
    documents = LegalDocumentPage.objects.all()
    for one in documents:
        assert one.effect_kept == effect_of(one, DAY)
        coming = [day for day in (one.effective_on, one.expired_on) if day and day > DAY]
        assert one.effect_changes_on == min(coming, default=NO_END)
    tomorrow = DAY + timedelta(days=2)
    due = documents.filter(effect_changes_on=tomorrow).count()
    assert keep_effects(LegalDocumentPage.everywhere.all(), tomorrow) == due > 0
    assert keep_effects(LegalDocumentPage.everywhere.all(), tomorrow) == 0


def test_what_was_stored_before_states_were_kept_is_shown_right_and_caught_up(section):
    LegalDocumentPage.everywhere.update(effect_kept="", effect_changes_on=date.min)
    assert found(section, Effect.EXPIRED) == expected(DAY)[Effect.EXPIRED]
    assert keep_effects(LegalDocumentPage.everywhere.all(), DAY) == 80
    assert found(section, Effect.EXPIRED) == expected(DAY)[Effect.EXPIRED]


def test_a_choice_of_effect_is_answered_by_its_index(section, client_for, network):
    request = RequestFactory().get("/", {"hieu-luc": Effect.IN_FORCE.value})
    documents = on_shelf(f"{section.tenant.code}/{section.section}")
    asked = Selection.of(request)
    keys = asked.sorted(asked.narrow(documents, section)).values_list("pk", flat=True)
    assert "CASE" not in str(keys.query)
    if connection.vendor == "sqlite":
        assert "document_effect_newest" in keys[:20].explain()
    cache.clear()
    answer = client_for(network.communes[0]).get(section.url, {"hieu-luc": "con-hieu-luc"})
    assert answer.context["pager"].total_items == len(expected(DAY)[Effect.IN_FORCE]) > 0
