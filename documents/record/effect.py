"""The state of effect of a document, once for a page and once for the database.

Dates win over what somebody stated about them; what neither says stays unknown (R70).
"""

from datetime import date

from django.db.models import Case, CharField, Q, Value, When

from documents.record.shelves import NO_END
from documents.record.vocabulary import Effect

STATED_IN_FORCE = (Effect.IN_FORCE, Effect.PARTLY, Effect.SUSPENDED)


def effect_of(document, today: date) -> Effect:
    """Return the state of a document on a day."""
    if document.expired_on and document.expired_on <= today:
        return Effect.EXPIRED
    if document.effect_stated == Effect.EXPIRED:
        return Effect.EXPIRED
    if document.effective_on and document.effective_on > today:
        return Effect.NOT_YET
    if document.effect_stated in STATED_IN_FORCE:
        return Effect(document.effect_stated)
    return Effect.IN_FORCE if document.effective_on else Effect.UNKNOWN


def next_change_of_effect(document, today: date) -> date:
    """Return the first day after ``today`` on which the state may be another; else the last day."""
    days = (document.effective_on, document.expired_on)
    return min((day for day in days if day and day > today), default=NO_END)


def keep_effect(document, today: date) -> bool:
    """Note on the document its state of this day and how long it lasts; tell whether it changed."""
    noted = (document.effect_kept, document.effect_changes_on)
    document.effect_kept = effect_of(document, today).value
    document.effect_changes_on = next_change_of_effect(document, today)
    return noted != (document.effect_kept, document.effect_changes_on)


def keep_effects(documents, today: date) -> int:
    """Note the states that have changed by this day; return how many.

    ``documents`` is a query over all documents. Lists are right without it, but slower: see
    :func:`has_due_effects`.
    """
    due = documents.filter(effect_changes_on__lte=today).select_related(None)
    changed = 0
    for document in due.defer("full_text").iterator(chunk_size=500):
        keep_effect(document, today)
        changed += documents.filter(pk=document.pk).update(
            effect_kept=document.effect_kept, effect_changes_on=document.effect_changes_on
        )
    return changed


def has_due_effects(documents, today: date) -> bool:
    """Tell whether a kept state among the documents is of another day; one query."""
    return documents.order_by().filter(effect_changes_on__lte=today).exists()


def effect_expression(today: date) -> Case:
    """Return the same state as a column of a query over documents."""
    return Case(
        When(Q(expired_on__lte=today) | Q(effect_stated=Effect.EXPIRED), then=_is(Effect.EXPIRED)),
        When(effective_on__gt=today, then=_is(Effect.NOT_YET)),
        *(When(effect_stated=stated, then=_is(stated)) for stated in STATED_IN_FORCE),
        When(effective_on__isnull=False, then=_is(Effect.IN_FORCE)),
        default=_is(Effect.UNKNOWN),
        output_field=CharField(),
    )


def _is(effect: Effect) -> Value:
    return Value(effect.value)
