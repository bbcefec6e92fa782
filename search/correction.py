"""What a query with typing errors was meant to be: the same on every database.

Each word may be what was typed, a known word one or two typing errors away, what an input method
that was off would have made of it (``ddaats`` is ``đất``), or two words whose space is missing. Of
all ways to read the query the one is taken whose neighbours stand together most often.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.finding import Filters, Match, Order, Results, Scope, find
from search.query import parse
from search.synonyms import thesaurus_of
from search.text import fold, tokens
from search.vocabulary import Words, has_digit, official_spelling, vocabulary_of

# Longer queries are sentences; what is wrong in them does not matter to most of their words.
MOST_CORRECTED = 12
# In a longer question a word that exists was meant, however rarely it stands beside the others.
MOST_OF_KNOWN_WORDS = 3
# Words shorter than this are wrong by one letter at most.
LONG_WORD = 5
CANDIDATES = 15
# How many pairs a typing error must win, as powers of e; a missing space and Telex count as one.
PRICE_OF_ERROR = 3.5
PRICE_OF_UNKNOWN = 9.0
PRICE_OF_UNKNOWN_PAIR = 2.5
BEAM = 12
_TELEX_DOUBLE = {"aa": "a", "ee": "e", "oo": "o", "dd": "d"}
_TELEX_MARKS = "sfrxj"
_VOWELS = "aeiouy"
# What belongs to a number is no word: the letters of 206/KH-UBND.
_NUMBERED = re.compile(r"\d[\w./-]*")


class Candidate(NamedTuple):
    """One reading of a typed word: one or two words, and what it costs to believe it."""

    words: tuple[str, ...]
    price: float


@dataclass(frozen=True, slots=True)
class Meant:
    """The results that are shown; ``corrected`` is the query they answer if it is another one."""

    results: Results
    corrected: str = ""


def find_as_meant(
    scope: Scope,
    query: str,
    filters: Filters | None = None,
    order: Order = Order.RELEVANCE,
    page: int = 1,
    size: int = 20,
    *,
    literally: bool = False,
) -> Meant:
    """Return what is found, where the words as typed find too little, for what was meant.

    ``literally`` keeps to the words as typed.
    """
    filters = filters or Filters()
    results = find(scope, query, filters, order, page, size)
    if literally or results.matched is Match.ALL:
        return Meant(results)
    corrected = correct(scope, query)
    if not corrected:
        return Meant(results)
    better = find(scope, corrected, filters, order, page, size)
    return Meant(better, corrected) if better.matched is Match.ALL else Meant(results)


def correct(scope: Scope, query: str) -> str:
    """Return the query without its typing errors, with marks; empty if there is nothing better."""
    typed = tokens(query)
    if not typed or len(typed) > MOST_CORRECTED:
        return ""
    known = vocabulary_of(scope.province)
    if not known.singles:
        return ""
    certain = _certain(scope, query)
    if len(typed) > MOST_OF_KNOWN_WORDS:
        certain |= set(typed) & known.singles.keys()
    meant = _best_reading(typed, known, certain)
    return known.written(meant) if meant != typed else ""


def _certain(scope: Scope, query: str) -> set[str]:
    """Return the words that nobody corrects: parts of numbers, small words, what is understood."""
    thesaurus = thesaurus_of(scope.province)
    asked = parse(query, thesaurus).clauses
    understood = {word for one in asked if one.is_small or one.is_turn for word in one.wordings[0]}
    numbered = {word for found in _NUMBERED.findall(query) for word in tokens(found)}
    return understood | numbered | {words[0] for words in thesaurus.wordings if len(words) == 1}


def _best_reading(typed: list[str], known: Words, certain: Collection[str] = ()) -> list[str]:
    beam: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for place, word in enumerate(typed):
        is_doubtful = word not in certain and _is_doubtful(typed, place, known)
        readings = candidates(word, known) if is_doubtful else [Candidate((word,), 0.0)]
        grown = [
            (score - reading.price + _fit(before, reading.words, known), before + reading.words)
            for score, before in beam
            for reading in readings
        ]
        beam = sorted(grown, key=lambda reading: (-reading[0], reading[1]))[:BEAM]
    return list(beam[0][1])


def _is_doubtful(typed: list[str], place: int, known: Words) -> bool:
    """Tell whether a word is unknown, or never stands beside any of its neighbours."""
    word = typed[place]
    if has_digit(word):
        return False
    if word not in known.singles:
        return True
    before = typed[place - 1 : place] if place else []
    after = typed[place + 1 : place + 2]
    pairs = [f"{one} {word}" for one in before] + [f"{word} {one}" for one in after]
    return bool(pairs) and not any(pair in known.pairs for pair in pairs)


def _fit(before: tuple[str, ...], words: tuple[str, ...], known: Words) -> float:
    """Return how well words follow what stands before them, and how common they are."""
    fit, last = 0.0, before[-1] if before else ""
    for word in words:
        single = known.singles.get(word)
        fit += log(single.count + 1) / 4 if single else 0.0
        if last:
            pair = known.pairs.get(f"{last} {word}")
            fit += log(pair.count + 1) if pair else -PRICE_OF_UNKNOWN_PAIR
        last = word
    return fit


def candidates(word: str, known: Words) -> list[Candidate]:
    """Return the readings of a typed word, the word itself among them."""
    found = [Candidate((word,), 0.0 if word in known.singles else PRICE_OF_UNKNOWN)]
    most = 1 if len(word) < LONG_WORD else 2
    near = extract(
        word, known.singles.keys(), scorer=OSA.distance, score_cutoff=most, limit=4 * CANDIDATES
    )
    close = sorted(near, key=lambda hit: (hit[1], -known.singles[hit[0]].count, hit[0]))
    found += [Candidate((hit[0],), PRICE_OF_ERROR * hit[1]) for hit in close[:CANDIDATES] if hit[1]]
    telex = from_telex(word)
    if telex != word and telex in known.singles:
        found.append(Candidate((telex,), PRICE_OF_ERROR))
    for cut in range(2, len(word) - 1):
        parts = word[:cut], word[cut:]
        if " ".join(parts) in known.pairs:
            found.append(Candidate(parts, PRICE_OF_ERROR))
    return found


@lru_cache(maxsize=1024)
def from_telex(word: str) -> str:
    """Return what Telex makes of typed letters, without marks: ``ddaats`` gives ``dat``."""
    plain = fold(word).replace("w", "")
    first = next((at for at, letter in enumerate(plain, start=1) if letter in _VOWELS), len(plain))
    plain = plain[:first] + "".join(sign for sign in plain[first:] if sign not in _TELEX_MARKS)
    for double, single in _TELEX_DOUBLE.items():
        plain = plain.replace(double, single)
    return plain


def nearby_terms(scope: Scope, query: str, most: int = 6) -> list[str]:
    """Return pairs of words like those of a query that found nothing, the nearest first.

    They stand in what is public in the province, though perhaps not on the site that was asked.
    """
    known = vocabulary_of(scope.province)
    prices: dict[str, float] = {}
    for typed in tokens(query)[:MOST_CORRECTED]:
        for reading in candidates(typed, known):
            for word in reading.words:
                prices[word] = min(reading.price, prices.get(word, reading.price))
    pairs = []
    for pair, found in known.pairs.items():
        if near := [prices[word] for word in pair.split(" ") if word in prices]:
            pairs.append((min(near), -found.count, found.written))
    best = [written for _price, _count, written in sorted(pairs)[:most]]
    return [" ".join(map(official_spelling, written.split(" "))) for written in best]
