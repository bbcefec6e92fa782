"""What is shown of a text: the part that holds most of the words, and the words marked."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.query import Query

# Letters of the part that is shown, and of it before the first word.
LENGTH, BEFORE = 240, 60
MOST_MATCHES = 200
# In longer texts words are looked for in the beginning.
LONGEST_READ = 20_000

_LETTERS = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ", "d": "dđ", "e": "eèéẻẽẹêềếểễệ", "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ", "u": "uùúủũụưừứửữự", "y": "yỳýỷỹỵ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Snippet:
    """Part of a text as HTML, with the words in ``mark``; empty where there is no text."""

    html: SafeString
    holds_words: bool


def pattern_of(query: Query) -> re.Pattern[str] | None:
    """Return what finds the words of a question in text as written, with or without marks."""
    words = {word for one in query.full for wording in one.wordings for word in wording}
    return _pattern(tuple(sorted(words, key=lambda word: (-len(word), word))))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    if not words:
        return None
    spelled = "|".join("".join(_letter(sign) for sign in word) for word in words)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)


def _letter(sign: str) -> str:
    letters = _LETTERS.get(sign)
    return f"[{letters}]" if letters else re.escape(sign)


def highlight(text: str, pattern: re.Pattern[str] | None) -> SafeString:
    """Return ``text`` as HTML with the words of a question marked; neighbours together."""
    if pattern is None:
        return escape(text)
    parts, last = [], 0
    for start, end in _joined(text, pattern.finditer(text)):
        parts += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))


def snippet_of(text: str, pattern: re.Pattern[str] | None) -> Snippet:
    """Return the part of a text that holds most of the words of a question, else its beginning."""
    read = text[:LONGEST_READ]
    places = [] if pattern is None else _first(pattern.finditer(read))
    start = _best_start(read, places)
    shown = " ".join(read[start : start + LENGTH].split())
    is_cut = start + LENGTH < len(text)
    if is_cut and " " in shown:
        shown = shown.rsplit(" ", 1)[0]
    html = highlight(shown, pattern)
    before, after = "… " if start else "", " …" if is_cut else ""
    return Snippet(mark_safe(f"{before}{html}{after}") if shown else SafeString(), bool(places))


def _first(matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    found = []
    for match in matches:
        found.append(match)
        if len(found) == MOST_MATCHES:
            break
    return found


def _best_start(text: str, places: Sequence[re.Match[str]]) -> int:
    """Return where the part with the most different words begins, at the beginning of a word."""
    best, most = 0, 0
    for number, first in enumerate(places):
        within = {
            match[0].lower()
            for match in places[number:]
            if match.end() - first.start() < LENGTH - BEFORE
        }
        if len(within) > most:
            best, most = first.start(), len(within)
    if best <= BEFORE:
        return 0
    start = best - BEFORE
    space = text.find(" ", start, best)
    return space + 1 if space >= 0 else best


def _joined(text: str, matches: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    """Return the places of words; those with only a space between them are one."""
    places: list[tuple[int, int]] = []
    for match in matches:
        start, end = match.span()
        if places and text[places[-1][1] : start] == " ":
            start = places.pop()[0]
        places.append((start, end))
    return places
