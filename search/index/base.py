"""What an inverted index can do, in words that every store understands.

An index knows numbers of entries and the tokens of each. It finds the newest entries for an
expression; what they are, how well they fit and how they are shown is decided above it, once for
all stores. The namespaces of tokens are told apart by their first letter:

- ``khai``: a folded word of title or text, with its place, so that phrases can be asked for;
- ``^khai``: a folded word of the title;
- ``=bão``: a word as written, where it bears marks;
- ``#…``: a label, such as the place to which an entry belongs (:mod:`search.labels`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

TITLE, WRITTEN, LABEL = "^", "=", "#"


@dataclass(frozen=True, slots=True)
class Token:
    """Entries that have this token, or one that begins with it."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Entries in which these words follow each other; at least one word."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Entries that fit every part; at least one part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Entries that fit at least one part; at least one part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Entries that fit ``wanted`` and do not fit ``unwanted``."""

    wanted: "Expression"
    unwanted: "Expression"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Entries that fit at least ``fewest`` of the parts (1 to their number)."""

    parts: tuple["Expression", ...]
    fewest: int

    @property
    def spelt_out(self) -> "Any":
        """Return the same for stores that cannot count: each choice of parts."""
        return Any(tuple(All(some) for some in combinations(self.parts, self.fewest)))


Expression = Token | Phrase | All | Any | Without | AtLeast


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What is kept of one entry: ``labels`` without places, ``words`` in their order."""

    number: int
    labels: Sequence[str]
    words: Sequence[str]


class Index(Protocol):
    """One store of tokens. Numbers grow with the date of what they stand for.

    ``stands_apart`` tells that tokens stay when their entries are deleted, until ``remove``.
    """

    stands_apart: bool

    def put(self, rows: Iterable[IndexRow]) -> None:
        """Keep the tokens of entries that are in the table of entries; a known one is replaced."""
        ...

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget entries."""
        ...

    def matching(
        self,
        expression: Expression,
        limit: int,
        *,
        newest_first: bool = True,
        is_narrow: bool = False,
    ) -> list[int]:
        """Return the numbers of at most ``limit`` entries that fit, by date.

        ``is_narrow`` tells that only few can fit, as in one commune: then a store must not look for
        them from the newest entry of all places downwards.
        """
        ...

    def has(self, number: int, expression: Expression) -> bool:
        """Tell whether this very entry fits."""
        ...
