"""What lacks a part of a question: shown where too little has all of it, or fits it less well."""

from collections.abc import Callable, Sequence

from search.index.base import All, AtLeast, Expression
from search.query import SMALL, Query
from search.units import Unit

# Asks an index for the entries of an expression, the newest, at most so many.
Ask = Callable[[Expression, int], list[int]]

# With more answers than these nothing is looked for that lacks a part.
ENOUGH_ANSWERS, FEW_ANSWERS = 200, 3
MOST_NEAR, MOST_WITHOUT_ANSWERS = 100, 1_000
# Of a long question, those that tell most: every choice of half of them is asked for.
MOST_IN_TITLES = 5


def find_near(query: Query, units: Sequence[Unit], answers: int, ask: Ask) -> list[int]:
    """Return the numbers of what lacks a part of a question that has so many ``answers``.

    Titles that speak of half of it; of few answers, what lacks one unit; without any, what speaks
    of the weightiest units, of the weightiest alone if need be.
    """
    if answers > ENOUGH_ANSWERS:
        return []
    full = [unit for unit in units if unit.weight > SMALL] or list(units)
    limit = MOST_NEAR if answers else MOST_WITHOUT_ANSWERS
    if len(full) == 1:
        less = None if answers else query.half()
        return ask(less, limit) if less else []
    weightiest = sorted(full, key=lambda unit: -unit.weight)
    near = _with_half_in_title(weightiest[:MOST_IN_TITLES], ask, limit)
    if len(full) > 2 and answers <= FEW_ANSWERS:
        near += ask(AtLeast(tuple(unit.expression for unit in full), len(full) - 1), limit)
    if answers <= FEW_ANSWERS:
        near += _speaking_of_turns(full, ask, limit)
    if not answers:
        near += _about_the_weightiest([unit for unit in weightiest if unit.is_known], ask, limit)
    return near


def _speaking_of_turns(full: Sequence[Unit], ask: Ask, limit: int) -> list[int]:
    """Return what a turn of everyday speech means, whatever else the question says."""
    turns = [unit for unit in full if unit.is_turn]
    if not turns:
        return []
    parts = [part for unit in turns for part in (unit.title_expression, unit.expression)]
    return [number for part in parts for number in ask(part, limit)]


def _with_half_in_title(weightiest: Sequence[Unit], ask: Ask, limit: int) -> list[int]:
    fewest = (len(weightiest) + 1) // 2
    if fewest == 1:
        # One syllable of two is shared with anything.
        weightiest = [unit for unit in weightiest if len(unit.words) > 1]
    if not weightiest:
        return []
    return ask(AtLeast(tuple(unit.title_expression for unit in weightiest), fewest), limit)


def _about_the_weightiest(weightiest: Sequence[Unit], ask: Ask, limit: int) -> list[int]:
    for kept in range((len(weightiest) + 1) // 2, 0, -1):
        parts = tuple(unit.expression for unit in weightiest[:kept])
        if found := ask(All(parts), limit):
            return found
    return []
