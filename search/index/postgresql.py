"""The index in PostgreSQL: a column of tokens beside each entry, with a GIN index.

The tokens are written as a ``tsvector`` by us: no configuration of the server takes part, so that
the words are the same as everywhere else. A place is a token like any other, so that the search of
one commune reads the list of that commune and of the words, whatever other communes hold.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from search.index.base import All, Any, AtLeast, Expression, IndexRow, Phrase, Token, Without

TABLE, COLUMN = "search_searchentry", "tokens"
CREATE = (
    f"ALTER TABLE {TABLE} ADD COLUMN {COLUMN} tsvector",
    # Without the list of pending tokens: every question would read through it.
    f"CREATE INDEX search_tokens ON {TABLE} USING gin ({COLUMN}) WITH (fastupdate = off)",
)
DROP = ("DROP INDEX IF EXISTS search_tokens", f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS {COLUMN}")
# What a ``tsvector`` holds at most: places of one word, the last place.
MOST_PLACES, LAST_PLACE = 255, 16_383


class PostgresqlIndex:
    """See :class:`search.index.base.Index`."""

    stands_apart = False

    def put(self, rows: Iterable[IndexRow]) -> None:
        """Keep the tokens of entries."""
        values = [(vector_text(row), row.number) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {TABLE} SET {COLUMN} = %s::tsvector WHERE id = %s", values)

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget entries; one that is deleted takes its tokens along."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {TABLE} SET {COLUMN} = NULL WHERE id = ANY(%s)", [list(numbers)]
            )

    def matching(
        self,
        expression: Expression,
        limit: int,
        *,
        newest_first: bool = True,
        is_narrow: bool = False,
    ) -> list[int]:
        """Return the numbers of the entries that fit, by date."""
        order = "DESC" if newest_first else "ASC"
        # Kept from the limit, the planner reads the index of tokens and sorts the few.
        fence = "OFFSET 0" if is_narrow else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM (SELECT id FROM {TABLE} WHERE {COLUMN} @@ %s::tsquery {fence}) "
                f"fitting ORDER BY id {order} LIMIT %s",
                [render(expression), limit],
            )
            return [number for (number,) in cursor.fetchall()]

    def has(self, number: int, expression: Expression) -> bool:
        """Tell whether this very entry fits."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {TABLE} WHERE id = %s AND {COLUMN} @@ %s::tsquery",
                [number, render(expression)],
            )
            return cursor.fetchone() is not None


def vector_text(row: IndexRow) -> str:
    """Return the tokens of an entry as PostgreSQL writes a ``tsvector``: ``'khai':1,7 '#p20'``."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(row.words, start=1):
        known = places.setdefault(word, [])
        if len(known) < MOST_PLACES and place <= LAST_PLACE:
            known.append(place)
    labels = [f"'{label}'" for label in row.labels]
    return " ".join([*labels, *(_with_places(word, at) for word, at in places.items())])


def _with_places(word: str, places: list[int]) -> str:
    return f"'{word}':{','.join(map(str, places))}" if places else f"'{word}'"


def render(expression: Expression) -> str:
    """Return an expression in the language of ``tsquery``; tokens hold no quotation marks."""
    match expression:
        case Token(text, is_prefix):
            return f"'{text}':*" if is_prefix else f"'{text}'"
        case Phrase(words):
            quoted = [f"'{word}'" for word in words]
            return f"({' <-> '.join(quoted)})"
        case All(parts):
            return f"({' & '.join(map(render, parts))})"
        case Any(parts):
            return f"({' | '.join(map(render, parts))})"
        case AtLeast():
            return render(expression.spelt_out)
        case Without(wanted, unwanted):
            return f"({render(wanted)} & !{render(unwanted)})"
