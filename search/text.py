"""Vietnamese text as search sees it: folded once, in Python, the same for every backend."""

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and marks.
_UNDECOMPOSED = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_MARKS = re.compile(r"[\u0300-\u036f]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return ``text`` in lower case without Vietnamese marks: ``Đề án`` becomes ``de an``."""
    plain = unicodedata.normalize("NFD", text.translate(_UNDECOMPOSED))
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).lower()


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
