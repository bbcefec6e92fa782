"""The language of a text: Vietnamese, English or unknown."""

import re
from collections.abc import Iterable
from itertools import islice

from documents.intake.characters import share_of_syllables

# A few pages tell as much as all of them.
PAGES_READ = 10
LETTERS_READ = 20_000
FEWEST_WORDS = 10
VIETNAMESE_SHARE = 0.6
ENGLISH_SHARE = 0.15
_MARKS = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of",
        "on", "or", "that", "the", "this", "to", "was", "with",
    }
)  # fmt: skip


def language_of(pages: Iterable[str]) -> str:
    """Return ``vi``, ``en`` or "" for a text, by its first pages."""
    text = " ".join(islice(pages, PAGES_READ))[:LETTERS_READ]
    words = _WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return ""
    if _MARKS.search(text) and share_of_syllables(text) >= VIETNAMESE_SHARE:
        return "vi"
    return "en" if sum(word in _ENGLISH for word in words) >= ENGLISH_SHARE * len(words) else ""
