"""The columns of a file of procedures and the words of its closed lists (``columns.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.text import fold

_DATA = Path(__file__).with_name("columns.toml")
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the part of the record that it holds, its heading and its bounds (characters)."""

    name: str
    heading: str
    longest: int
    hint: str
    example: str = ""
    required: bool = False
    aliases: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Return a heading or a word of a list without marks, capitals and signs."""
    return _SIGNS.sub(" ", fold(text)).strip()


@cache
def columns() -> tuple[Column, ...]:
    """Return all columns in the order of the template."""
    return tuple(
        Column(**row | {"aliases": tuple(row.get("aliases", ()))}) for row in _data()["columns"]
    )


@cache
def column_of_heading() -> dict[str, str]:
    """Return the column's name of every heading in use, without marks."""
    return {
        plain(heading): column.name
        for column in columns()
        for heading in (column.heading, *column.aliases)
    }


@cache
def heading_of(name: str) -> str:
    """Return the heading of a column, as messages and tables of changes name it."""
    return next(column.heading for column in columns() if column.name == name)


@cache
def values_of_words(name: str) -> dict[str, str]:
    """Return the values of a closed list by the words that stand for them, without marks."""
    lists = _data()["words"][name]
    return {plain(word): value for value, words in lists.items() for word in words}


def word_for(name: str, value: str) -> str:
    """Return the word by which files name a value of a closed list."""
    return _data()["words"][name][value][0]


@cache
def _data() -> dict:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
