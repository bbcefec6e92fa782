"""The course of a project as the server draws it: its span, today, and its milestones.

Across, places are percentages, so that the drawing fills any width while its letters keep their
size; down, they are pixels. Milestones are numbers in the drawing and sentences in the list below,
which is what people who do not see the drawing read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commune_site.plans.facts import as_text

LEFT, RIGHT = 4.0, 96.0
# How near two numbers may stand on a screen of 320 pixels before they go into two lanes.
NEAR = 9.0
LANES = 4
AXIS_HEIGHT, BAR_TOP, BAR_HEIGHT, FIRST_LANE, LANE_HEIGHT = 22, 26, 14, 58, 28
RADIUS = 11
# Names of years fit on the axis of the smallest screen up to this many.
MAX_TICKS = 5
DONE, LATE, AHEAD = "done", "late", "ahead"


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as it was written down."""

    name: str
    planned_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone in the drawing: where it stands, its state, and its sentence in the list."""

    number: int
    name: str
    state: str
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year (or of the span) on the axis."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing; ``text`` says the same in words."""

    text: str
    begin: float
    length: float
    elapsed: float
    today: float | None
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    height: int
    has_late: bool


def draw_timeline(
    starts_on: date | None,
    ends_on: date | None,
    steps: Sequence[Step],
    today: date,
    finished_on: date | None = None,
) -> Timeline | None:
    """Return the drawing, or None where there are fewer than two different days to draw."""
    days = [day for day in (starts_on, ends_on, finished_on) if day]
    days += [day for step in steps for day in (step.planned_on, step.done_on) if day]
    if not days or min(days) == max(days):
        return None
    first, last = min(days), max(days)

    def across(day: date) -> float:
        share = (day - first) / (last - first)
        return round(LEFT + share * (RIGHT - LEFT), 2)

    begin = across(starts_on or first)
    end = across(finished_on or ends_on or last)
    marks = _marks(steps, across, today)
    now = across(today) if first <= today <= last else None
    gone = min(max(today, first), last)
    return Timeline(
        text=_in_words(starts_on, ends_on, marks, today, finished_on),
        begin=begin,
        length=round(end - begin, 2),
        elapsed=round(min(max(across(gone) - begin, 0), end - begin), 2),
        today=now,
        ticks=_ticks(first, last, across),
        marks=tuple(marks),
        height=_height(marks),
        has_late=any(mark.state == LATE for mark in marks),
    )


def state_of(step: Step, today: date) -> str:
    """Return whether a milestone is done, late or ahead."""
    if step.done_on:
        return DONE
    return LATE if step.planned_on < today else AHEAD


def sentence_of(step: Step, today: date) -> str:
    """Return when a milestone was planned and what became of it."""
    planned = as_text(step.planned_on)
    if step.done_on:
        late = (step.done_on - step.planned_on).days
        told = {"planned": planned, "done": as_text(step.done_on), "days": late}
        if late > 0:
            return _("planned for %(planned)s, done on %(done)s, %(days)d days late") % told
        return _("planned for %(planned)s, done on %(done)s") % told
    if step.planned_on < today:
        days = (today - step.planned_on).days
        return _("planned for %(planned)s, %(days)d days overdue") % {
            "planned": planned,
            "days": days,
        }
    return _("planned for %(planned)s") % {"planned": planned}


def _marks(steps: Sequence[Step], across, today: date) -> list[Mark]:
    """Place the numbers from left to right, near ones in lanes below each other."""
    ordered = sorted(steps, key=lambda step: (step.done_on or step.planned_on, step.planned_on))
    ends_of_lanes: list[float] = []
    marks = []
    for number, step in enumerate(ordered, start=1):
        x = across(step.done_on or step.planned_on)
        free = (n for n, end in enumerate(ends_of_lanes) if x - end >= NEAR)
        lane = next(free, len(ends_of_lanes))
        if lane == len(ends_of_lanes):
            if lane < LANES:
                ends_of_lanes.append(x)
            else:
                lane = min(range(LANES), key=ends_of_lanes.__getitem__)
        ends_of_lanes[lane] = x
        marks.append(
            Mark(
                number=number,
                name=step.name,
                state=state_of(step, today),
                text=sentence_of(step, today),
                x=x,
                y=FIRST_LANE + lane * LANE_HEIGHT,
            )
        )
    return marks


def _height(marks: list[Mark]) -> int:
    lowest = max((mark.y for mark in marks), default=BAR_TOP + BAR_HEIGHT)
    return int(lowest + RADIUS + 5)


def _ticks(first: date, last: date, across) -> tuple[Tick, ...]:
    """Return the two ends by month, and between them as many beginnings of years as fit."""
    ticks = [Tick(LEFT, f"{first:%m/%Y}", "start"), Tick(RIGHT, f"{last:%m/%Y}", "end")]
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    step = -(-len(years) // (MAX_TICKS - 2)) if years else 1
    inner = [
        Tick(across(day), f"{day:%Y}", "middle") for day in years[::step] if 24 <= across(day) <= 76
    ]
    return (ticks[0], *inner, ticks[1])


def _in_words(starts_on, ends_on, marks: list[Mark], today: date, finished_on) -> str:
    sentences = []
    if starts_on and ends_on:
        sentences.append(
            _("The project runs from %(begin)s to %(end)s.")
            % {"begin": as_text(starts_on), "end": as_text(ends_on)}
        )
        if finished_on:
            sentences.append(_("It was finished on %(day)s.") % {"day": as_text(finished_on)})
        elif starts_on <= today <= ends_on:
            share = round(100 * ((today - starts_on) / max(ends_on - starts_on, timedelta(1))))
            sentences.append(_("%(share)d%% of the time has passed.") % {"share": share})
        elif today > ends_on:
            sentences.append(_("The planned time is over."))
    if marks:
        done = sum(mark.state == DONE for mark in marks)
        late = sum(mark.state == LATE for mark in marks)
        sentences.append(
            ngettext(
                "%(done)d of %(count)d milestone is done.",
                "%(done)d of %(count)d milestones are done.",
                len(marks),
            )
            % {"done": done, "count": len(marks)}
        )
        if late:
            sentences.append(_("%(late)d overdue.") % {"late": late})
    return " ".join(sentences)
