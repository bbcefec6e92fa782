"""Where in the files of a page the words stand: rooms that keep files say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A page of a file that holds the words; ``url`` opens the file on it."""

    number: int
    text: str
    url: str
    file_title: str


# Answers keys of pages and folded words with the first passage of each page that has one; the
# number of its queries does not grow with the pages.
Finder = Callable[[Sequence[int], Sequence[str]], dict[int, Passage]]
_finders: list[Finder] = []


def register_passages(finder: Finder) -> None:
    """Let results open at the page found in a file; rooms call it while they start."""
    if finder not in _finders:
        _finders.append(finder)


def passages_of(keys: Sequence[int], words: Sequence[str]) -> dict[int, Passage]:
    """Return the first passage of each page that has one."""
    found: dict[int, Passage] = {}
    if keys and words:
        for finder in _finders:
            found = finder(keys, words) | found
    return found
