"""What a search server keeps of an entry, and how it is asked for entries.

No analysis of the server takes part: words come folded and are parted at spaces alone. Every label
(place, filter, number), word of a title and word with its marks is a whole token (``keyword``), so
that a place is an indexed value like any other and never a list of keys.
"""

from hashlib import blake2b

from search.index.base import (
    LABEL,
    TITLE,
    WRITTEN,
    All,
    Any,
    AtLeast,
    Expression,
    IndexRow,
    Phrase,
    Token,
    Without,
)

WORDS, LABELS, TITLES, MARKED = "words", "labels", "title", "marked"
_FIELDS = {LABEL: LABELS, TITLE: TITLES, WRITTEN: MARKED}
_KEYWORD = {"type": "keyword", "doc_values": False, "norms": False}

INDEX = {
    "settings": {
        "index": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            # Stated, so that the first question after a quiet hour does not wait for a refresh.
            "refresh_interval": "1s",
            # Kept by date: the newest that fit are the first that are read.
            "sort": {"field": "number", "order": "desc"},
        }
    },
    "mappings": {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            "number": {"type": "long"},
            # Tells whether the server keeps what it should (search_check).
            "digest": {"type": "keyword", "index": False, "doc_values": True},
            WORDS: {
                "type": "text", "analyzer": "whitespace", "norms": False,
                "index_options": "positions",
            },
            LABELS: _KEYWORD,
            TITLES: _KEYWORD,
            MARKED: _KEYWORD,
        },
    },
}  # fmt: skip


def document_of(row: IndexRow) -> dict:
    """Return the document of an entry; tokens go without the sign of their namespace."""
    fields: dict[str, list[str]] = {LABELS: [], TITLES: [], MARKED: []}
    for label in row.labels:
        fields[_FIELDS[label[0]]].append(label[1:])
    words = " ".join(row.words)
    return {"number": row.number, "digest": digest_of(row), WORDS: words, **fields}


def digest_of(row: IndexRow) -> str:
    """Return what is the same for rows that are found by the same tokens."""
    said = "\n".join([*sorted(row.labels), " ".join(row.words)])
    return blake2b(said.encode(), digest_size=9).hexdigest()


def question(expression: Expression, limit: int, order: str, timeout: float) -> dict:
    """Return the request for the numbers that fit, by date; nothing is weighed or counted."""
    return {
        "query": {"bool": {"filter": [render(expression)]}},
        "sort": [{"number": order}],
        "size": limit,
        "track_total_hits": False,
        "_source": False,
        "stored_fields": "_none_",
        "timeout": f"{max(int(timeout * 1000), 1)}ms",
    }


def render(expression: Expression) -> dict:
    """Return an expression as a query; nothing of it is read as syntax by the server."""
    match expression:
        case Token(text, is_prefix):
            field = _FIELDS.get(text[0], WORDS)
            value = text if field == WORDS else text[1:]
            return {"prefix" if is_prefix else "term": {field: {"value": value}}}
        case Phrase(words):
            return {"match_phrase": {WORDS: " ".join(words)}}
        case All(parts):
            return {"bool": {"filter": [render(part) for part in parts]}}
        case Any(parts):
            return _at_least(parts, 1)
        case AtLeast(parts, fewest):
            return _at_least(parts, fewest)
        case Without(wanted, unwanted):
            return {"bool": {"filter": [render(wanted)], "must_not": [render(unwanted)]}}


def _at_least(parts: tuple[Expression, ...], fewest: int) -> dict:
    asked = [render(part) for part in parts]
    return {"bool": {"should": asked, "minimum_should_match": fewest}}
