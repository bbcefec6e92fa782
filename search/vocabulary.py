"""The words that a province knows: what its public pages say, how often, and how it is written.

Vietnamese writes each syllable as a word, so that few words exist and most typing errors hit
another one. Pairs of neighbours tell which was meant. Words come from what the public finds in the
province (SearchEntry.is_public), and a correction is shown only where it finds something: a word
that has left the public since last night leads nowhere.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db.models import Q
from django.utils import timezone

from search.insights.models import Vocabulary
from search.models import SearchEntry
from search.text import fold, written_tokens

# The newest ones know the words that are in use; of each text the beginning.
MOST_ENTRIES = 50_000
MOST_LETTERS = 1_500
MOST_WORDS = 30_000
MOST_PAIRS = 60_000
# What stands in one text alone may be a typing error of its own.
FEWEST_PAIRS = 2
LONGEST = 20
ENTRIES_PER_READ = 500
# Search keeps one placement of tone marks, documents (Decree 30/2020/NĐ-CP) mostly use the other.
_NEW_PLACEMENT = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$")


@dataclass(frozen=True, slots=True)
class Known:
    """How often a word (or a pair) stands in what is public, and how it is mostly written."""

    count: int
    written: str


@dataclass(frozen=True)
class Words:
    """A vocabulary in memory: folded words, and folded pairs ``khai sinh``."""

    singles: dict[str, Known] = field(default_factory=dict)
    pairs: dict[str, Known] = field(default_factory=dict)

    def written(self, words: list[str]) -> str:
        """Return folded words as they are written where they stand together: ``khai sinh``."""
        shown: list[str] = []
        weights: list[int] = []
        for word in words:
            known = self.singles.get(word)
            shown.append(known.written if known else word)
            weights.append(0)
        for place, pair in enumerate(pairwise(words)):
            known = self.pairs.get(" ".join(pair))
            if known is None:
                continue
            for at, written in zip((place, place + 1), known.written.split(" "), strict=True):
                if known.count > weights[at]:
                    shown[at], weights[at] = written, known.count
        return " ".join(map(official_spelling, shown))


def official_spelling(word: str) -> str:
    """Return a composed word with the tone mark where documents put it: ``uỷ`` gives ``ủy``."""
    return _NEW_PLACEMENT.sub(lambda found: _move_tone_back(found[0]), word)


def _move_tone_back(vowels: str) -> str:
    parts = unicodedata.normalize("NFD", vowels[1])
    return unicodedata.normalize("NFC", vowels[0] + parts[1:]) + parts[0]


class Counting:
    """Counts the words of texts, forms of writing apart."""

    def __init__(self) -> None:
        self.singles: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Count the words of one text."""
        words = [word for word in written_tokens(text) if len(word) <= LONGEST]
        self.singles.update(words)
        plain = (pair for pair in pairwise(words) if not any(map(has_digit, pair)))
        self.pairs.update(map(" ".join, plain))

    def lines(self) -> Iterable[str]:
        """Return the vocabulary as it is stored, the most frequent words first."""
        singles = _by_folding({w: n for w, n in self.singles.items() if not has_digit(w)})
        pairs = {
            folded: known
            for folded, known in _by_folding(self.pairs).items()
            if known.count >= FEWEST_PAIRS
        }
        for known, most in ((singles, MOST_WORDS), (pairs, MOST_PAIRS)):
            frequent = sorted(known.items(), key=lambda item: (-item[1].count, item[0]))[:most]
            yield from (f"{folded}\t{found.count}\t{found.written}" for folded, found in frequent)


def has_digit(word: str) -> bool:
    """Tell whether a word is a number or a code, which nobody corrects."""
    return any(map(str.isdigit, word))


def _by_folding(counts: dict[str, int]) -> dict[str, Known]:
    sums: Counter[str] = Counter()
    best: dict[str, tuple[int, str]] = {}
    for written, count in counts.items():
        folded = fold(written)
        sums[folded] += count
        best[folded] = max(best.get(folded, (0, "")), (count, written))
    return {folded: Known(count, best[folded][1]) for folded, count in sums.items()}


def make_vocabulary(province_code: str) -> int:
    """Make the vocabulary of a province anew; return how many words and pairs it has."""
    counting = Counting()
    public = SearchEntry.everywhere.filter(province=province_code, is_public=True)
    shown = Q(expires_on__isnull=True) | Q(expires_on__gte=timezone.localdate())
    entries = public.filter(shown).order_by("-pk")
    rows = entries.values_list("title", "text__written")[:MOST_ENTRIES]
    for title, text in rows.iterator(chunk_size=ENTRIES_PER_READ):
        counting.add(title)
        counting.add((text or "")[:MOST_LETTERS])
    lines = list(counting.lines())
    Vocabulary.everywhere.update_or_create(
        province_id=province_code, defaults={"made_at": timezone.now(), "words": "\n".join(lines)}
    )
    return len(lines)


_remembered: dict[str, tuple[datetime, Words]] = {}
# Provinces whose words one process keeps: a megabyte or two each.
MOST_REMEMBERED = 8


def vocabulary_of(province_code: str) -> Words:
    """Return the words of a province, an empty list before the first night; one small query."""
    stored = Vocabulary.everywhere.filter(province=province_code)
    made_at = stored.values_list("made_at", flat=True).first()
    if made_at is None:
        return Words()
    known = _remembered.get(province_code)
    if known is None or known[0] != made_at:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        known = (made_at, _read(stored.values_list("words", flat=True).first() or ""))
        _remembered[province_code] = known
    return known[1]


def _read(text: str) -> Words:
    words = Words()
    for line in text.splitlines():
        folded, _, rest = line.partition("\t")
        count, _, written = rest.partition("\t")
        if not count.isdigit():
            continue
        among = words.pairs if " " in folded else words.singles
        among[folded] = Known(int(count), written)
    return words
