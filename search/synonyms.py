"""Words that mean the same, as the project ships them and as a province adds to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.core.cache import cache

from search.models import Synonym
from search.text import fold, tokens, written_tokens

# Names of bodies and papers with their abbreviations; what people say at home for what offices do.
SHIPPED = tuple(Path(__file__).parent / "data" / name for name in ("synonyms.txt", "everyday.txt"))
SIGN, APART = "=", "+"
# As long as other things that a province sets (seconds).
REMEMBERED = 60
# Of one province; more would be a dictionary.
MOST_GROUPS = 1000
# Words that belong together may stand so far apart in a question (words from first to last).
WIDEST = 8
# A question speaks of few things.
MOST_TURNS = 3

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Everyday words that stand anywhere beside each other (``đẻ + con``), and what they mean.

    ``parts`` are as written: in a question with marks "để" is no "đẻ".
    """

    parts: tuple[Words, ...]
    means: tuple[Words, ...]

    def places_in(self, written: Words, *, is_marked: bool) -> frozenset[int]:
        """Return where the words of a question stand that are meant; empty if some are not there.

        In a question without any mark each word is compared without its marks.
        """
        places: set[int] = set()
        for part in self.parts:
            wanted = part if is_marked else tuple(map(fold, part))
            start = next(
                (
                    at
                    for at in range(len(written) - len(wanted) + 1)
                    if written[at : at + len(wanted)] == wanted and at not in places
                ),
                None,
            )
            if start is None:
                return frozenset()
            places.update(range(start, start + len(wanted)))
        return frozenset(places) if max(places) - min(places) < WIDEST else frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """A line ``khai sinh = giấy khai sinh = đẻ + con``: wordings, and turns that mean them."""

    wordings: tuple[Words, ...]
    turns: tuple[Turn, ...]

    @property
    def is_meaningful(self) -> bool:
        """Tell whether there is something that means something else."""
        return bool(self.wordings) and len(self.wordings) + len(self.turns) > 1


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Each wording with all that mean the same, itself first; and what turns of speech mean.

    ``turns`` stand by their first word, as written and folded.
    """

    wordings: dict[Words, tuple[Words, ...]] = field(default_factory=dict)
    turns: dict[str, list[Turn]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Group]) -> "Thesaurus":
        """Return the words of groups; a wording of several groups means what all of them say.

        A group with turns says what these mean, and nothing about its wordings.
        """
        wordings: dict[Words, tuple[Words, ...]] = {}
        turns: dict[str, list[Turn]] = {}
        for group in groups:
            for turn in group.turns:
                first = turn.parts[0][0]
                for word in {first, fold(first)}:
                    turns.setdefault(word, []).append(turn)
            for wording in () if group.turns else group.wordings:
                known = wordings.get(wording, (wording,))
                wordings[wording] = tuple(dict.fromkeys([*known, *group.wordings]))
        return cls(wordings, turns)

    def meant_in(self, written: Words) -> list["Meant"]:
        """Return what turns of speech in a question mean, those of most words first.

        A turn that is part of another says nothing of its own; those that mean the same are one.
        """
        is_marked = any(fold(word) != word for word in written)
        found = [
            Meant(places, turn.means)
            for turn in dict.fromkeys(turn for word in written for turn in self.turns.get(word, ()))
            if (places := turn.places_in(written, is_marked=is_marked))
        ]
        found.sort(key=lambda one: (-len(one.places), sorted(one.places)))
        kept: list[Meant] = []
        for one in found:
            if any(one.places < other.places and one.means != other.means for other in kept):
                continue
            alike = [other for other in kept if one.is_like(other)]
            kept = [other for other in kept if other not in alike]
            kept.append(Meant.joined([*alike, one]))
        kept.sort(key=lambda one: (-len(one.places), sorted(one.places)))
        return kept[:MOST_TURNS]


@dataclass(frozen=True, slots=True)
class Meant:
    """Words of a question, by their places, and what they mean together."""

    places: frozenset[int]
    means: tuple[Words, ...]

    def is_like(self, other: "Meant") -> bool:
        """Tell whether both are about one thing."""
        return self.places == other.places or bool(set(self.means) & set(other.means))

    @classmethod
    def joined(cls, some: Iterable["Meant"]) -> "Meant":
        """Return several as one."""
        some = list(some)
        means = dict.fromkeys(wording for one in some for wording in one.means)
        return cls(frozenset().union(*(one.places for one in some)), tuple(means))


def read_group(line: str) -> Group:
    """Return the wordings of a line ``UBND = Ủy ban nhân dân``, folded; empty ones left out."""
    wordings: list[Words] = []
    apart: list[tuple[Words, ...]] = []
    for part in line.split(SIGN):
        pieces = [tuple(written_tokens(piece)) for piece in part.split(APART)]
        pieces = [piece for piece in pieces if piece]
        if APART in part and pieces:
            apart.append(tuple(pieces))
        elif pieces:
            wordings.append(tuple(tokens(part)))
    means = tuple(dict.fromkeys(wordings))
    return Group(means, tuple(Turn(parts, means) for parts in dict.fromkeys(apart)))


@lru_cache(maxsize=1)
def shipped_groups() -> tuple[str, ...]:
    """Return the lines that the project ships."""
    texts = (path.read_text(encoding="utf-8") for path in SHIPPED)
    lines = (line.strip() for text in texts for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def thesaurus_of(province: str) -> Thesaurus:
    """Return the words of a province; its rows are cached, one query now and then.

    A row of the province that is switched off takes out the shipped groups that have its first
    wording first; one in use takes their place.
    """
    rows = cache.get_or_set(_cache_key(province), lambda: _rows(province), REMEMBERED)
    return _with_rows(rows)


def forget_thesaurus(province: str) -> None:
    """Drop what is cached of a province, after one of its rows has changed."""
    cache.delete(_cache_key(province))


def _cache_key(province: str) -> str:
    return f"search-words:{province}"


def _rows(province: str) -> tuple[tuple[str, bool], ...]:
    rows = Synonym.everywhere.filter(province_id=province).order_by("pk")
    return tuple(rows.values_list("words", "is_active")[:MOST_GROUPS])


# Most provinces add nothing and share what is shipped; read from a cache it would cost
# each search milliseconds.
@lru_cache(maxsize=64)
def _with_rows(rows: tuple[tuple[str, bool], ...]) -> Thesaurus:
    own = [(read_group(words), active) for words, active in rows]
    replaced = {group.wordings[0] for group, _active in own if group.wordings}
    shipped = map(read_group, shipped_groups())
    groups = [group for group in shipped if group.wordings[0] not in replaced]
    groups += [group for group, active in own if active and group.wordings]
    return Thesaurus.of(groups)
