"""How well an entry answers a question: decided in Python, so that every store ranks alike.

A store finds entries that hold the words. What they are worth is told by where the words stand:
number, title, the opening of the text; together or apart; with the marks that were typed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from search.kinds import Kind
from search.query import Query
from search.text import marked_words
from search.units import Unit

# Of so many, the best by title, the opening of the text is read.
MOST_OPENINGS = 120

EXACT_NUMBER, BEGUN_NUMBER = 100.0, 40.0
TITLE_WORDS, TITLE_PHRASE, TITLE_PAIRS, TITLE_MARKS, TITLE_SHORT, TITLE_SAME, TITLE_BEGINS = (
    4.0, 1.5, 0.8, 0.9, 1.0, 1.5, 0.3,
)  # fmt: skip
TEXT_WORDS, TEXT_PHRASE, TEXT_PAIRS, AS_WRITTEN = 1.6, 0.7, 0.4, 0.6
OF_PROVINCE = 0.15
# An entry that speaks of half of a question in its title is worth less than half.
TITLE_POWER = 1.6
# Every word is there, if not in the opening.
ALL_WORDS = 0.6
# For each twin with the same title before it, in the province.
REPEATED, MOST_REPEATED = 0.8, 8
NEWNESS = 0.35
HALF_AS_NEW_AFTER = 540.0  # days
# What most people look for, where all else is equal.
KIND_WORTH = {
    Kind.PROCEDURE: 0.5, Kind.SECTION: 0.2, Kind.DOCUMENT: 0.15, Kind.ANSWER: 0.1,
    Kind.PEOPLE: 0.1, Kind.NEWS: 0.0, Kind.OTHER: 0.1,
}  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """An entry that a store found, with what ranking knows of it."""

    number: int
    kind: str
    title: str
    folded_title: str
    listed_on: date
    commune: str = ""
    number_fits: float = 0.0
    is_as_written: bool = False
    has_all_words: bool = False
    score: float = 0.0


def rank_by_title(
    query: Query, units: Sequence[Unit], candidates: Sequence[Candidate], today: date
) -> None:
    """Give every candidate the part of its score that needs no text."""
    for found in candidates:
        found.score = (
            found.number_fits
            + _title_score(query, units, found)
            + KIND_WORTH.get(found.kind, 0.0)
            + _newness((today - found.listed_on).days)
            + (AS_WRITTEN if found.is_as_written else 0.0)
            + (ALL_WORDS if found.has_all_words else 0.0)
        )


def add_openings(
    query: Query,
    units: Sequence[Unit],
    candidates: Sequence[Candidate],
    openings: dict[int, str],
) -> None:
    """Add what the openings of the texts tell to the score of those that have one."""
    phrase, pairs = _phrases(query)
    weight = sum(unit.weight for unit in units)
    for found in candidates:
        opening = openings.get(found.number)
        if not opening:
            continue
        text = f" {found.folded_title} {opening} "
        held = sum(unit.weight * unit.share_in(text) for unit in units)
        found.score += TEXT_WORDS * held / weight
        if phrase and phrase in text:
            found.score += TEXT_PHRASE
        if pairs:
            found.score += TEXT_PAIRS * sum(pair in text for pair in pairs) / len(pairs)


def put_repeats_behind(candidates: Sequence[Candidate]) -> None:
    """Let what the province says stand before communes, and one commune's text for all its twins.

    Communes publish the same schedule under the same title; who searches the province wants to see
    what else there is. ``candidates`` come best first.
    """
    seen: Counter[str] = Counter()
    for found in candidates:
        if not found.commune:
            found.score += OF_PROVINCE
        found.score -= REPEATED * min(seen[found.folded_title], MOST_REPEATED)
        seen[found.folded_title] += 1


def _title_score(query: Query, units: Sequence[Unit], found: Candidate) -> float:
    title = f" {found.folded_title} "
    weight = sum(unit.weight for unit in units)
    held = sum(unit.weight * unit.share_in(title) for unit in units)
    if not held:
        return 0.0
    share = held / weight
    score = TITLE_WORDS * share**TITLE_POWER
    phrase, pairs = _phrases(query)
    if phrase and phrase in title:
        score += TITLE_PHRASE
    if pairs:
        score += TITLE_PAIRS * sum(pair in title for pair in pairs) / len(pairs)
    length = found.folded_title.count(" ") + 1
    score += TITLE_SHORT * share * min(1.0, len(query.words) / length)
    typed = " ".join(query.words)
    if found.folded_title == typed:
        score += TITLE_SAME
    elif title.startswith(f" {typed} "):
        score += TITLE_BEGINS
    if query.marked:
        marked = marked_words(found.title)
        score += TITLE_MARKS * sum(word in marked for word in query.marked) / len(query.marked)
    return score


@lru_cache(maxsize=64)
def _phrases_of(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    if len(words) < 2:
        return "", ()
    pairs = tuple(f" {one} {two} " for one, two in pairwise(words))
    return f" {' '.join(words)} ", pairs


def _phrases(query: Query) -> tuple[str, tuple[str, ...]]:
    return _phrases_of(query.words)


def _newness(days: int) -> float:
    return NEWNESS * 0.5 ** (max(days, 0) / HALF_AS_NEW_AFTER)
