"""What counts as one thing in a question: a wording, a number, a compound of two syllables.

Vietnamese writes each syllable as a word: ``dân số`` is one word in meaning, and a text in which
``dân`` and ``số`` stand apart does not speak of it. Which neighbours belong together is told by the
vocabulary of the province (:mod:`search.vocabulary`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from search.index.base import All, Expression, Phrase
from search.query import Clause, Query
from search.vocabulary import Known, Words, has_digit

# How many times more often than by chance two syllables of a compound stand together.
FEWEST_TIMES = 2.0
# What is left of a compound whose syllables stand apart, and of one that lacks a syllable.
APART, HALF = 0.4, 0.15
# A turn of speech means one thing first, and others as well.
ALSO_MEANT = 0.85
# The commonest word of a province tells so much less than one that stands nowhere.
COMMONEST = 0.4
# A wording of many words is no more than what it means.
HEAVIEST = 2.0
# How much numbers tell by their length: a single digit hardly anything, a year as much as a word,
# three digits are mostly the number of a document.
NUMBERS = {1: COMMONEST, 3: 3.0}


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing asked for; ``weight`` tells how much an answer is worth that speaks of it.

    ``wordings`` are the texts that mean it, folded, each between spaces; ``words`` are what was
    typed for it, which count for less where they stand apart. One that is not ``is_known`` stands
    in nothing that the province published of late.
    """

    wordings: tuple[str, ...]
    words: tuple[str, ...]
    weight: float
    expression: Expression
    title_expression: Expression
    is_known: bool = True
    is_turn: bool = False

    def share_in(self, text: str) -> float:
        """Return how much of it folded words between spaces hold, from 0 to 1."""
        held = [place for place, wording in enumerate(self.wordings) if wording in text]
        if held:
            # Of a turn: what was typed, and what it means before all else.
            return ALSO_MEANT if self.is_turn and held[0] > 1 else 1.0
        if len(self.words) == 1:
            return 0.0
        parts = sum(word in text for word in self.words)
        if parts == len(self.words):
            return APART
        return HALF if 2 * parts >= len(self.words) else 0.0


def units_of(query: Query, known: Words) -> tuple[Unit, ...]:
    """Return a question in units, in its order."""
    compounds = _compounds(query, known)
    commonest = max((found.count for found in known.singles.values()), default=1)
    units, skipped = [], False
    for place, clause in enumerate(query.clauses):
        if skipped:
            skipped = False
            continue
        if place in compounds:
            skipped = True
            units.append(_compound(clause, query.clauses[place + 1], known, commonest))
        else:
            units.append(_single(clause, known, commonest))
    return tuple(units)


def _single(clause: Clause, known: Words, commonest: int) -> Unit:
    typed = clause.wordings[0]
    rarity, is_known = 1.0, True
    if len(clause.wordings) == 1 and len(typed) == 1 and not clause.is_number:
        is_known = typed[0] in known.singles or has_digit(typed[0])
        rarity = _rarity(known.singles.get(typed[0]), commonest)
        if has_digit(typed[0]):
            rarity = NUMBERS.get(len(typed[0]), 1.0)
    heaviest = clause.weight if clause.is_turn else HEAVIEST
    return Unit(
        wordings=tuple(_spaced(words) for words in clause.wordings),
        words=tuple(map(_spaced, zip(typed))) if not clause.is_number else (_spaced(typed),),
        weight=(heaviest if len(clause.wordings) > 1 else min(clause.weight, heaviest)) * rarity,
        expression=clause.expression,
        title_expression=clause.title_expression,
        is_known=is_known,
        is_turn=clause.is_turn,
    )


def _compound(first: Clause, second: Clause, known: Words, commonest: int) -> Unit:
    words = (first.wordings[0][0], second.wordings[0][0])
    rarity = _rarity(known.pairs.get(" ".join(words)), commonest)
    return Unit(
        wordings=(_spaced(words),),
        words=tuple(map(_spaced, zip(words))),
        weight=(first.weight + second.weight) * rarity,
        expression=Phrase(words),
        title_expression=All((first.title_expression, second.title_expression)),
    )


def _compounds(query: Query, known: Words) -> set[int]:
    """Return the places of clauses that make a compound with the next one."""
    typed = set(pairwise(query.words))
    total = sum(found.count for found in known.singles.values())
    bonds: list[tuple[float, int]] = []
    for place, (one, other) in enumerate(pairwise(query.clauses)):
        if not (_is_plain(one) and _is_plain(other)):
            continue
        pair = one.wordings[0][0], other.wordings[0][0]
        bond = _bond(pair, known, total) if pair in typed else 0.0
        if bond:
            bonds.append((bond, place))
    chosen: set[int] = set()
    for _bond_of, place in sorted(bonds, reverse=True):
        if not {place - 1, place + 1} & chosen:
            chosen.add(place)
    return chosen


def _is_plain(clause: Clause) -> bool:
    return not clause.is_number and not clause.is_small and len(clause.wordings) == 1


def _bond(pair: tuple[str, str], known: Words, total: int) -> float:
    together = known.pairs.get(" ".join(pair))
    one, other = (known.singles.get(word) for word in pair)
    if not (together and one and other):
        return 0.0
    times = together.count * total / (one.count * other.count)
    return log(times) * log(together.count + 1) if times >= FEWEST_TIMES else 0.0


def _rarity(found: Known | None, commonest: int) -> float:
    if found is None:
        return 1.0
    return 1.0 - (1.0 - COMMONEST) * log(found.count + 1) / log(commonest + 2)


def _spaced(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "
