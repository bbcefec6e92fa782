"""Vietnamese text as search sees it: folded once, in Python, the same for every backend."""

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and marks.
_UNDECOMPOSED = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_MARKS = re.compile(r"[\u0300-\u036f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_SPACES = re.compile(r"\s+")
# What search takes for a word: letters and digits; signs part words.
_WORD = re.compile(r"[^\W_]+")
# Longer ones are no words: encoded data, lines without spaces.
LONGEST_WORD = 60

# Old spelling puts the tone mark on the first of two closing vowels (hòa, thúy), new spelling on
# the second (hoà, thuý). One is chosen for all texts.
_OLD_PLACEMENT = re.compile(r"([òóỏõọ])([ae])(?!\w)|([ùúủũụ])y(?!\w)")
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def fold(text: str) -> str:
    """Return ``text`` in lower case without Vietnamese marks: ``Đề án`` becomes ``de an``."""
    plain = unicodedata.normalize("NFD", text.translate(_UNDECOMPOSED))
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).lower()


def compose(text: str) -> str:
    """Return ``text`` as written, but composed (NFC), in lower case, tone marks in one place.

    ``HÒA`` and ``hoà`` are the same; ``hoa`` stays another word.
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return _OLD_PLACEMENT.sub(_move_tone, composed)


def _move_tone(found: re.Match) -> str:
    first, second = (found[1], found[2]) if found[1] else (found[3], "y")
    parts = unicodedata.normalize("NFD", first)
    tone = next(mark for mark in parts if mark in _TONES)
    return parts.replace(tone, "") + unicodedata.normalize("NFC", second + tone)


def tokens(text: str) -> list[str]:
    """Return the folded words of ``text`` in their order; ``206/KH-UBND`` are three."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def written_tokens(text: str) -> list[str]:
    """Return the words of ``text`` as written (see :func:`compose`), in their order."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(compose(text))]


def marked_words(text: str) -> set[str]:
    """Return the words of ``text`` that bear marks, as written."""
    return {word for word in set(written_tokens(text)) if fold(word) != word}


def reference_key(text: str) -> str:
    """Return a number or code without its signs: ``206/KH-UBND`` gives ``206khubnd``.

    People write numbers with spaces, with hyphens in place of slashes, and without ``Đ``.
    """
    return "".join(tokens(text))


def searchable_words(text: str) -> str:
    """Return the folded words of ``text``: what has no letter or digit in it finds nothing.

    Quotation marks part words, too; SQLite's search takes them for its own.
    """
    words = fold(text).replace('"', " ").split()
    return " ".join(word for word in words if any(map(str.isalnum, word)))


def clean_query(raw: str, max_length: int = 200) -> str:
    """Return what a visitor typed as one line of composed text, at most ``max_length`` long."""
    text = _CONTROL.sub(" ", unicodedata.normalize("NFC", raw[: max_length * 4]))
    return _SPACES.sub(" ", text).strip()[:max_length].strip()
