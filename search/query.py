"""What a visitor asked, taken apart: words, numbers of documents, wordings that mean the same."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from search.index.base import TITLE, WRITTEN, All, Any, AtLeast, Expression, Phrase, Token
from search.synonyms import Meant, Thesaurus, Words
from search.text import compose, fold, reference_key, tokens, written_tokens

# Of a long question the words that tell least are left out first.
MOST_CLAUSES = 10
MOST_REFERENCES = 12
LONGEST_REFERENCE = 6
SMALL = 0.25
# What a turn of everyday speech means is what a question is about, whatever else it says.
MEANT = 3.0
# 206/KH-UBND, 15/2025/NQ-HĐND, 1.001193: a digit first, then parts behind signs, spaces allowed.
_REFERENCE = re.compile(r"\d+(?:\s*[./-]\s*\w+)+")
_QUESTIONS = tomllib.loads((Path(__file__).parent / "data" / "questions.toml").read_text("utf-8"))
_QUESTION_WORDS = frozenset(_QUESTIONS["written"].split())
_QUESTION_WORDS_FOLDED = frozenset(_QUESTIONS["folded"].split())
_WRITTEN_TURNS = frozenset(tuple(written_tokens(turn)) for turn in _QUESTIONS["turns"])
_TURNS = _WRITTEN_TURNS | {tuple(map(fold, turn)) for turn in _WRITTEN_TURNS}


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that an answer should speak of: a word, or any wording that means the same.

    The first of the ``wordings`` is what was typed; its words may stand apart, but for the parts of
    a number. ``written`` is a word with its marks, empty where it was typed without; ``weight``
    tells how much it says (1: a full word). One that ``is_turn`` is what everyday words mean.
    """

    wordings: tuple[Words, ...]
    written: str
    weight: float
    is_number: bool = False
    is_turn: bool = False

    @property
    def is_small(self) -> bool:
        """Tell whether answers may do without it."""
        return self.weight <= SMALL

    @property
    def expression(self) -> Expression:
        """Return what finds it anywhere."""
        typed, *others = self.wordings
        first = _phrase(typed) if self.is_number else _all(tuple(map(Token, typed)))
        return _any((first, *map(_phrase, others)))

    @property
    def title_expression(self) -> Expression:
        """Return what finds it in titles; a phrase there as all of its words."""
        return _any(
            tuple(_all(tuple(Token(TITLE + word) for word in words)) for words in self.wordings)
        )

    @property
    def written_expression(self) -> Expression:
        """Return what finds it as written; without marks, anywhere."""
        return Token(WRITTEN + self.written) if self.written else self.expression


@dataclass(frozen=True)
class Query:
    """A question in parts; without clauses it asks for nothing."""

    clauses: tuple[Clause, ...]
    words: Words
    written: tuple[str, ...]
    references: tuple[str, ...]

    @cached_property
    def full(self) -> tuple[Clause, ...]:
        """Return the clauses that answers must hold: all, where all are small words."""
        return tuple(one for one in self.clauses if not one.is_small) or self.clauses

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """Return the words that were typed with marks."""
        return tuple(one.written for one in self.clauses if one.written)

    def all_words(self) -> Expression:
        """Return what finds every word."""
        return _all(tuple(one.expression for one in self.full))

    def all_in_title(self) -> Expression:
        """Return what finds every word in titles."""
        return _all(tuple(one.title_expression for one in self.full))

    def all_as_written(self) -> Expression:
        """Return what finds every word with the marks that it was typed with."""
        return _all(tuple(one.written_expression for one in self.full))

    def half(self) -> Expression | None:
        """Return what finds one of two words, with the marks it was typed with; None of one word.

        The words of a wording (:class:`Clause`) are as many words.
        """
        if len(self.full) == 1 and not self.full[0].is_number:
            parts = tuple(map(Token, self.full[0].wordings[0]))
        else:
            parts = tuple(one.written_expression for one in self.full)
        return AtLeast(parts, len(parts) - 1) if len(parts) > 1 else None


def parse(text: str, thesaurus: Thesaurus) -> Query:
    """Return a cleaned question in parts; never fails, whatever the signs in it."""
    written = written_tokens(text)
    words = tuple(fold(word) for word in written)
    # A sign that folds to none or to several words would part the two lists.
    if list(words) != tokens(text):
        words = tuple(tokens(text))
        written = list(words)
    clauses = _clauses(words, tuple(written), thesaurus, _numbered(text))
    return Query(
        clauses=_tell_most(clauses),
        words=words,
        written=tuple(written),
        references=_references(words),
    )


def _clauses(
    words: Words, written: tuple[str, ...], thesaurus: Thesaurus, numbered: list[Words]
) -> list[Clause]:
    longest = max(map(len, thesaurus.wordings), default=1)
    asking = _asking(written)
    meant = thesaurus.meant_in(written)
    clauses: list[Clause] = []
    place = 0
    while place < len(words):
        number = next((one for one in numbered if words[place : place + len(one)] == one), None)
        if number:
            clauses.append(Clause((number,), "", 2.0, is_number=True))
            place += len(number)
            continue
        wording = _known_wording(words, place, longest, thesaurus)
        if wording:
            same = thesaurus.wordings[wording]
            places = frozenset(range(place, place + len(wording)))
            turn = next((one for one in meant if one.places <= places), None)
            if turn:
                meant[meant.index(turn)] = Meant.joined([turn, Meant(places, same)])
            elif not any(places <= one.places for one in meant):
                clauses.append(Clause(same, "", float(len(wording))))
            place += len(wording)
            continue
        if not any(place in one.places for one in meant):
            clauses.append(_word(words[place], written[place], place in asking))
        place += 1
    return list(dict.fromkeys([*(_turn(words, one) for one in meant), *clauses]))


def _known_wording(words: Words, place: int, longest: int, thesaurus: Thesaurus) -> Words | None:
    for length in range(min(longest, len(words) - place), 0, -1):
        if (wording := words[place : place + length]) in thesaurus.wordings:
            return wording
    return None


def _turn(words: Words, meant: Meant) -> Clause:
    typed = tuple(words[place] for place in sorted(meant.places))
    others = (wording for wording in meant.means if wording != typed)
    return Clause((typed, *others), "", MEANT, is_turn=True)


def _asking(words: tuple[str, ...]) -> set[int]:
    """Return the places of words that only ask."""
    return {
        start + step
        for turn in _TURNS
        for start in range(len(words) - len(turn) + 1)
        if words[start : start + len(turn)] == turn
        for step in range(len(turn))
    }


def _word(word: str, written: str, is_asking: bool) -> Clause:
    is_marked = word != written
    small = written in _QUESTION_WORDS if is_marked else word in _QUESTION_WORDS_FOLDED
    small = small or is_asking
    return Clause(((word,),), written if is_marked else "", SMALL if small else 1.0)


def _tell_most(clauses: list[Clause]) -> tuple[Clause, ...]:
    """Return as many clauses as one question may have, in their order."""
    if len(clauses) <= MOST_CLAUSES:
        return tuple(clauses)
    longest = sorted(clauses, key=lambda one: (one.weight, len(one.wordings[0][0])), reverse=True)
    kept = set(longest[:MOST_CLAUSES])
    return tuple(one for one in clauses if one in kept)


def _numbered(text: str) -> list[Words]:
    """Return the numbers of documents and codes that are written as such, in parts."""
    found = (tuple(tokens(match[0])) for match in _REFERENCE.finditer(compose(text)[:400]))
    return [words for words in found if len(words) > 1]


def _references(words: Words) -> tuple[str, ...]:
    """Return what may be a number or code: neighbours, one of which begins with a digit."""
    found = []
    for start, word in enumerate(words):
        if not word[0].isdigit():
            continue
        for end in range(min(len(words), start + LONGEST_REFERENCE), start, -1):
            key = reference_key(" ".join(words[start:end]))
            if len(key) > 3 and (end - start > 1 or len(key) > 5):
                found.append(key)
    return tuple(dict.fromkeys(found))[:MOST_REFERENCES]


def _phrase(words: Words) -> Expression:
    return Token(words[0]) if len(words) == 1 else Phrase(words)


def _all(parts: tuple[Expression, ...]) -> Expression:
    return parts[0] if len(parts) == 1 else All(parts)


def _any(parts: tuple[Expression, ...]) -> Expression:
    return parts[0] if len(parts) == 1 else Any(parts)
