"""The index in SQLite: a table of FTS5 whose row numbers are those of the entries."""

from collections.abc import Iterable, Sequence

from django.db import connection

from search.index.base import All, Any, AtLeast, Expression, IndexRow, Phrase, Token, Without

TABLE = "search_words"
# Words are folded before they come here; the signs begin the names of namespaces.
CREATE_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
    "words, columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '^=#_'\")"
)
# However entries go, their words go with them.
CREATE_TRIGGER = (
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_searchentry BEGIN "
    f"DELETE FROM {TABLE} WHERE rowid = old.id; END"
)
CREATE = (CREATE_TABLE, CREATE_TRIGGER)
DROP = ("DROP TRIGGER IF EXISTS search_entry_gone", f"DROP TABLE IF EXISTS {TABLE}")


class SqliteIndex:
    """See :class:`search.index.base.Index`."""

    stands_apart = False

    def put(self, rows: Iterable[IndexRow]) -> None:
        """Keep the tokens of entries."""
        rows = list(rows)
        self.remove([row.number for row in rows])
        values = [(row.number, " ".join([*row.labels, *row.words])) for row in rows]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s)", values)

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget entries."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {TABLE} WHERE rowid = %s", [(number,) for number in numbers]
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
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid {order} LIMIT %s",
                [render(expression), limit],
            )
            return [number for (number,) in cursor.fetchall()]

    def has(self, number: int, expression: Expression) -> bool:
        """Tell whether this very entry fits."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid = %s",
                [render(expression), number],
            )
            return cursor.fetchone() is not None


def render(expression: Expression) -> str:
    """Return an expression in the language of FTS5; tokens hold no quotation marks."""
    match expression:
        case Token(text, is_prefix):
            return f'"{text}"*' if is_prefix else f'"{text}"'
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case All(parts):
            return f"({' AND '.join(map(render, parts))})"
        case Any(parts):
            return f"({' OR '.join(map(render, parts))})"
        case AtLeast():
            return render(expression.spelt_out)
        case Without(wanted, unwanted):
            return f"({render(wanted)} NOT {render(unwanted)})"
