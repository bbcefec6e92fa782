"""The state of effect of a document, once for a page and once for the database.

Dates win over what somebody stated about them; what neither says stays unknown (R70).
"""

from datetime import date

from django.db.models import Case, CharField, Q, Value, When

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
