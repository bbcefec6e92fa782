"""Words that mean the same, as the project ships them and as a province adds to them."""

from functools import lru_cache
from pathlib import Path

from django.core.cache import cache

from search.models import Synonym
from search.text import tokens

SHIPPED = Path(__file__).parent / "data" / "synonyms.txt"
SIGN = "="
# As long as other things that a province sets (seconds).
REMEMBERED = 60
# Of one province; more would be a dictionary.
MOST_GROUPS = 1000

Words = tuple[str, ...]
# A wording, and every wording that means the same, itself first.
Thesaurus = dict[Words, tuple[Words, ...]]


def read_group(line: str) -> list[Words]:
    """Return the wordings of a line ``UBND = Ủy ban nhân dân``, folded; empty ones left out."""
    wordings = (tuple(tokens(part)) for part in line.split(SIGN))
    return list(dict.fromkeys(wording for wording in wordings if wording))


@lru_cache(maxsize=1)
def shipped_groups() -> tuple[str, ...]:
    """Return the lines that the project ships."""
    lines = (line.strip() for line in SHIPPED.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def thesaurus_of(province: str) -> Thesaurus:
    """Return the words of a province; cached, one query now and then.

    A row of the province that is switched off takes out the shipped group that has its first
    wording; one in use takes its place.
    """
    return cache.get_or_set(_cache_key(province), lambda: _read(province), REMEMBERED)


def forget_thesaurus(province: str) -> None:
    """Drop what is cached of a province, after one of its rows has changed."""
    cache.delete(_cache_key(province))


def _cache_key(province: str) -> str:
    return f"search-synonyms:{province}"


def _read(province: str) -> Thesaurus:
    rows = Synonym.everywhere.filter(province_id=province).values_list("words", "is_active")
    own = [(read_group(words), active) for words, active in rows[:MOST_GROUPS]]
    replaced = {group[0] for group, active in own if group}
    shipped = (read_group(line) for line in shipped_groups())
    groups = [group for group in shipped if group and group[0] not in replaced]
    groups += [group for group, active in own if active]
    thesaurus: Thesaurus = {}
    for group in groups:
        for wording in group:
            known = thesaurus.get(wording, (wording,))
            thesaurus[wording] = tuple(dict.fromkeys([*known, *group]))
    return thesaurus
