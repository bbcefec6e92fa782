"""Names of people among titles, ranks and what a seal left around them."""

import re

from documents.intake.characters import is_syllable
from documents.intake.reading.numbers import differ_by_one
from documents.intake.reading.surnames import KNOWN, SURNAMES, WRITTEN
from search.text import fold

_TITLE = re.compile(
    r"^(?:(?:pgs|gs|tskh|ts|ths|cn|ks|kts|ls|bs|ds|bscki{1,2}|cki{1,2}|ckii|dai tuong|thuong tuong"
    r"|trung tuong|thieu tuong|dai ta|thuong ta|trung ta|thieu ta|dai uy|thuong uy|trung uy"
    r"|thieu uy|ong|ba|dong chi|d/c|bac si|tien si|thac si|luat su|nguoi ky)\b[.,:;]?\s*)+"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’`-][^\W\d_]+)*")
# Words of posts, places and headings, which are no names however they are written.
_NO_NAME = """
uy ban nhan dan hoi dong chu tich noi nhan luu vt tm kt tl tuq nguoi ky so tinh thanh pho phuong
xa huyen van phong giam doc truong phong ban noi dung viet nam cong hoa doc lap tu do hanh phuc
phu luc danh sach ke hoach quyet dinh
"""
_WORDS_OF_NO_NAME = frozenset(_NO_NAME.split())
SHORTEST, LONGEST = 2, 6
# Which part of a line must be the name where letters are read without error.
PURE = 0.6


def person_name(text: str) -> str:
    """Return the name of a person that a line holds, or nothing.

    Titles before it and what a seal left around it are dropped: two to six words that begin with
    capitals, the first of them a family name where there is a choice.
    """
    text = text.strip(" .,;:-–_*|'\"“”()[]")
    titles = _TITLE.match(fold(text))
    if titles:
        text = text[titles.end() :]
    candidates = [_from_surname(run) for run in _runs_of_capitals(text)]
    candidates = [run for run in candidates if SHORTEST <= len(run) <= LONGEST]
    if not candidates:
        return ""
    best = max(candidates, key=lambda run: (is_surname(run[0]), len(run)))
    name = " ".join(best)
    return _written(name) if name.isupper() else " ".join(map(_with_one_capital, best))


def _with_one_capital(word: str) -> str:
    return word if "'" in word or "’" in word else word[:1] + word[1:].lower()


def _runs_of_capitals(text: str) -> list[list[str]]:
    """Return the words that begin with capitals, in unbroken rows."""
    runs: list[list[str]] = [[]]
    for word in text.split():
        if any(letter.isdigit() for letter in word):
            continue
        bare = word.strip(".'\"“”|*,;:")
        if not (_LETTERS.fullmatch(bare) and _begins_with_capital(bare)):
            runs.append([])
            continue
        runs[-1].append(bare)
        if word.endswith((",", ";", ":")):
            runs.append([])
    return runs


def _begins_with_capital(word: str) -> bool:
    rest = [letter for letter in word[1:] if letter.isalpha()]
    if not word[0].isupper():
        return False
    # K'Ré and H'Đơk have a capital inside; recognition makes some of small letters: ĐinH.
    is_pure = not rest or all(map(str.islower, rest)) or word.isupper()
    return is_pure or "'" in word or "’" in word or is_syllable(word)


def _written(name: str) -> str:
    return " ".join(word[:1] + word[1:].lower() for word in name.split())


def is_surname(word: str) -> bool:
    """Tell whether a word is a family name, or the name particle of a people (``H'Lim``)."""
    plain = fold(word).replace("’", "'")
    return plain in SURNAMES or plain.startswith(("h'", "k'", "y'"))


def _from_surname(run: list[str]) -> list[str]:
    """Drop what a seal left before the family name: letters alone, and what is no syllable.

    Rows too long for a name begin with their first family name.
    """
    for start, word in enumerate(run):
        before = run[:start]
        is_free = len(run) > LONGEST or all(_is_remnant(one) for one in before)
        if is_free and is_surname(word) and len(run) - start >= SHORTEST:
            return run[start:]
    return run


def _is_remnant(word: str) -> bool:
    if len(word) == 1:
        return not is_surname(word)
    return not is_syllable(word) and "'" not in word


def mended_name(name: str) -> str:
    """Return a recognised name whose family name is written as the known one nearest to it.

    Marks that a seal covers come out wrong (``Đương`` for ``Dương``), as do single letters of what
    is no syllable then. Only where one known family name alone is meant.
    """
    first, _space, rest = name.partition(" ")
    if first in KNOWN or not rest:
        return name
    near = [written for written in KNOWN if fold(written) == fold(first)]
    if not near and not is_syllable(first):
        near = [written for written in WRITTEN if differ_by_one(first, written)]
    return f"{near[0]} {rest}" if len(near) == 1 else name


def is_name_alone(text: str, part: float = PURE) -> bool:
    """Tell whether a line is the name of a person and little else, and no post or place.

    ``part`` is the share of its words that must belong to the name.
    """
    name = person_name(text)
    words = text.split()
    if not name or all(fold(word) in _WORDS_OF_NO_NAME for word in name.split()):
        return False
    titles = _TITLE.match(fold(text.strip()))
    left = len(words) - (len(titles.group().split()) if titles else 0)
    return len(name.split()) >= part * left


def likeness_to_name(text: str) -> tuple[bool, int]:
    """Return whether a line names somebody with a known family name, and how many syllables of it.

    Readings of the same line compare by it.
    """
    words = person_name(text).split()
    return bool(words) and is_surname(words[0]), sum(map(is_syllable, words))


def looks_like_person(text: str) -> bool:
    """Tell whether a line of capitals could be the name of a person."""
    words = text.split()
    if all(fold(word) in _WORDS_OF_NO_NAME for word in words):
        return False
    return SHORTEST <= len(words) <= 5 and is_surname(words[0])
