"""What rooms hand to search: what there is to find, in words that need no table of theirs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

# An address that begins so lies below the page of a section: "@procedures/1.001193/".
BELOW_SECTION = "@"


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing to be found, as it is now; see :class:`search.models.SearchEntry`.

    ``text`` is what is searched and shown beside the title, as written; ``words`` are further words
    that are searched and not shown, folded already or not. ``in_province`` tells that a search of
    the whole province finds it, too.
    """

    object_id: int
    province: str
    commune: str | None
    kind: str
    title: str
    path: str
    listed_on: date
    text: str = ""
    words: str = ""
    section: str = ""
    type_label: str = ""
    issuer: str = ""
    field: str = ""
    reference: str = ""
    expires_on: date | None = None
    is_public: bool = True
    is_shared: bool = False
    in_province: bool = True
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class EntrySource:
    """A table whose rows are found. ``number`` (1 to 99) is its own and never changes.

    ``drafts`` returns what is to be found of the rows with these keys; a row that it leaves out is
    not found. ``keys`` yields the keys of all rows, for building the index anew.
    """

    name: str
    number: int
    drafts: Callable[[Sequence[int]], Iterable[Draft]]
    keys: Callable[[], Iterator[int]]


_known: dict[str, EntrySource] = {}


def register_entry_source(source: EntrySource) -> None:
    """Let search find the rows of this source; rooms call it while they start.

    Raises:
        ValueError: another source has the name or the number.
    """
    others = [one for one in _known.values() if one is not source]
    if any(one.name == source.name or one.number == source.number for one in others):
        raise ValueError(f"search source {source.name} ({source.number}) is taken")
    _known[source.name] = source


def entry_sources() -> list[EntrySource]:
    """Return all sources by their numbers."""
    return sorted(_known.values(), key=lambda source: source.number)


def entry_source(name: str) -> EntrySource:
    """Return the source of this name.

    Raises:
        KeyError: there is none.
    """
    return _known[name]
