"""Rows as JSON, one a line, as PostgreSQL makes it of them and takes it again."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import connection
from django.db.models import Model, QuerySet
from psycopg import sql

from portal_network.backup import tables

Row = dict[str, object]
AT_ONCE = 500


class Lines:
    """The rows of a commune in one table as something to read, in the order of their keys."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._rest = b""
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes; nothing at the end."""
        while not self._rest:
            row = next(self._rows, None)
            if row is None:
                return b""
            self.count += 1
            self._rest = as_line(row)
        size = len(self._rest) if size is None or size < 0 else size
        block, self._rest = self._rest[:size], self._rest[size:]
        return block


def as_line(row: Row) -> bytes:
    """Return a row as it is kept."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def rows_of(queryset: QuerySet) -> Iterator[Row]:
    """Yield what the table of a model holds of these rows; of pages the table of the type alone."""
    model = queryset.model
    table, key = model._meta.db_table, model._meta.pk.column
    # psycopg's placeholders; Django's own are the same.
    chosen, parameters = queryset.order_by().values("pk").query.sql_with_params()
    statement = sql.SQL(
        "SELECT to_jsonb(kept) FROM (SELECT {} FROM {} WHERE {} IN ({})) kept"
    ).format(
        sql.SQL(", ").join(map(sql.Identifier, tables.columns_of(table))),
        sql.Identifier(table), sql.Identifier(key), sql.SQL(chosen),
    )  # fmt: skip
    statement += sql.SQL(" ORDER BY {}").format(sql.Identifier(key))
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        while some := cursor.fetchmany(AT_ONCE):
            for (found,) in some:
                yield found if isinstance(found, dict) else json.loads(found)


def insert(model: type[Model], rows: Iterable[Row]) -> None:
    """Insert rows as they are; nothing listens. Keys to others are checked at the commit."""
    table = model._meta.db_table
    columns = sql.SQL(", ").join(map(sql.Identifier, tables.columns_of(table)))
    statement = sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {columns} "
        "FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    ).format(table=sql.Identifier(table), columns=columns)
    rows = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            cursor.execute(statement, [json.dumps(some, ensure_ascii=False)])


def update(model: type[Model], key: object, values: Row) -> None:
    """Set columns of one row as they are in JSON."""
    table, names = model._meta.db_table, sorted(values)
    statement = sql.SQL(
        "UPDATE {table} SET ({columns}) = (SELECT {columns} "
        "FROM jsonb_populate_record(NULL::{table}, %s::jsonb)) WHERE {key} = %s"
    ).format(
        table=sql.Identifier(table), key=sql.Identifier(model._meta.pk.column),
        columns=sql.SQL(", ").join(map(sql.Identifier, names)),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(values, ensure_ascii=False), key])


def delete(model: type[Model], keys: Iterable[object]) -> None:
    """Delete the rows of one table by their keys; nothing listens and nothing follows."""
    each(
        keys, model,
        sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(
            sql.Identifier(model._meta.db_table), sql.Identifier(model._meta.pk.column)
        ),
    )  # fmt: skip


def each(keys: Iterable[object], model: type[Model], statement: sql.Composed) -> list[tuple]:
    """Run a statement for many keys of a model at once; return what it returned."""
    found: list[tuple] = []
    prepare: Callable = model._meta.pk.get_prep_value
    remaining = iter(keys)
    with connection.cursor() as cursor:
        while some := [prepare(key) for key in islice(remaining, 10_000)]:
            cursor.execute(statement, [some])
            found += cursor.fetchall() if cursor.description else []
    return found
