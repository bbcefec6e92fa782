"""How far a consultation is: it follows from its dates, so it opens and closes by itself."""

from datetime import date

from django.db.models import Case, CharField, IntegerField, Q, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """What the public finds; the values stand in addresses."""

    OPEN = "dang-lay-y-kien", _("Open for comments")
    PLANNED = "sap-lay-y-kien", _("Opens soon")
    WAITING = "cho-giai-trinh", _("Closed, outcome to follow")
    DONE = "da-co-ket-qua", _("Outcome published")


TONES = {
    Stage.OPEN: "success",
    Stage.PLANNED: "info",
    Stage.WAITING: "warning",
    Stage.DONE: "info",
}


def stage_of(page, today: date) -> Stage:
    """Return the stage of a consultation on a day; the closing date is its last day."""
    if page.outcome_on:
        return Stage.DONE
    if page.opens_on > today:
        return Stage.PLANNED
    return Stage.OPEN if page.closes_on >= today else Stage.WAITING


def stage_case(today: date, prefix: str = "") -> Case:
    """Return the stage as a column, the same as :func:`stage_of`; empty for other pages."""

    def when(name: str, value) -> Q:
        return Q(**{f"{prefix}{name}": value})

    return Case(
        When(when("closes_on__isnull", True), then=Value("")),
        When(when("outcome_on__isnull", False), then=Value(Stage.DONE)),
        When(when("opens_on__gt", today), then=Value(Stage.PLANNED)),
        When(when("closes_on__gte", today), then=Value(Stage.OPEN)),
        default=Value(Stage.WAITING),
        output_field=CharField(),
    )


def rank_case() -> Case:
    """Return by what lists are sorted: what can be commented on first, then what opens soon."""
    return Case(
        When(stage_now=Stage.OPEN, then=Value(0)),
        When(stage_now=Stage.PLANNED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
