"""Reads a folder of judged queries, with the documents that they are asked of.

``documents.json`` is a list of documents, ``queries.toml`` (or ``queries.json``, of the same shape)
holds the queries; docs/search.md describes both. A folder without documents is asked of the
documents of another one.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from search.text import fold

DOCUMENTS = "documents.json"
QUERIES = ("queries.toml", "queries.json")
ARTICLE = "article"
ACCENTED, UNACCENTED = "accented", "unaccented"
GRADES = (1, 2, 3)


class FaultyJudgedSet(ValueError):
    """A file of a judged set cannot be used; the message says which line of thought is wrong."""


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A page to publish: ``type`` is a type of document, or "article" for news and the like.

    ``place`` is the code of a commune (five digits) or of a province (two digits).
    """

    key: str
    place: str
    section: str
    type: str
    title: str
    summary: str
    text: str
    date: date
    number: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """What somebody types on a site, and the grade of everything that has to do with it.

    ``relevant`` maps keys to grades: 3 answers the question, 2 helps, 1 is about the same. A key
    names what stands on the site that is asked, and on a province's portal what stands anywhere;
    ``key@place`` names the one of a place.
    """

    text: str
    kind: str
    site: str
    relevant: Mapping[str, int]

    def grade_of(self, identity: str) -> int:
        """Return the grade of a result, which is called ``key@place``; 0 where it has none."""
        key, _, place = identity.rpartition("@")
        if identity in self.relevant:
            return self.relevant[identity]
        is_here = len(self.site) == len("20") or place in (self.site, "")
        return self.relevant.get(key, 0) if is_here else 0


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """The documents that are published, and the queries put to them."""

    documents: tuple[JudgedDocument, ...]
    queries: tuple[JudgedQuery, ...]

    @property
    def places(self) -> set[str]:
        """Return the codes of all places that the set speaks of."""
        return {found.place for found in self.documents} | {query.site for query in self.queries}


def read_set(folder: Path, documents_of: Path | None = None) -> JudgedSet:
    """Return the judged set of a folder; without documents of its own, with those of the other.

    Raises:
        FaultyJudgedSet: a file is missing, is not what it should be, or names what is not there.
    """
    source = folder / DOCUMENTS
    if not source.is_file() and documents_of is not None:
        source = documents_of / DOCUMENTS
    documents = tuple(_document(row, source) for row in _rows(source, "documents"))
    path = next((folder / name for name in QUERIES if (folder / name).is_file()), None)
    if path is None:
        raise FaultyJudgedSet(f"{folder} holds neither {' nor '.join(QUERIES)}.")
    queries = [_query(row, path) for row in _rows(path, "queries")]
    if not any(query.kind == UNACCENTED for query in queries):
        queries += [without_marks(query) for query in queries if query.kind == ACCENTED]
    return JudgedSet(documents, tuple(queries))


def without_marks(query: JudgedQuery) -> JudgedQuery:
    """Return the same question as somebody types it without marks."""
    return replace(query, text=fold(query.text), kind=UNACCENTED)


def _rows(path: Path, name: str) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise FaultyJudgedSet(f"{path}: {error}") from error
    rows = content.get(name) if isinstance(content, dict) else content
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise FaultyJudgedSet(f"{path}: there is no list of {name}.")
    return rows


def _document(row: dict[str, Any], path: Path) -> JudgedDocument:
    try:
        return JudgedDocument(**row | {"date": date.fromisoformat(row["date"])})
    except (TypeError, KeyError, ValueError) as error:
        raise FaultyJudgedSet(f"{path}: {row.get('key', row)}: {error}") from error


def _query(row: dict[str, Any], path: Path) -> JudgedQuery:
    try:
        query = JudgedQuery(row["text"], row["class"], row["site"], row["relevant"])
    except KeyError as error:
        raise FaultyJudgedSet(f"{path}: {row} has no {error}.") from error
    grades = query.relevant.values() if isinstance(query.relevant, dict) else ()
    if not grades or not all(grade in GRADES for grade in grades):
        raise FaultyJudgedSet(f"{path}: {query.text!r} needs results with grades 1, 2 or 3.")
    return query
