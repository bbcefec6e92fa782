"""The rows of the database as PostgreSQL hands them out and takes them: one text per table.

The same rows always make the same text, so that comparing digests compares contents.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

# Django's own record of migrations is made by migrating.
MIGRATIONS = "django_migrations"
# Any number that nothing else of the portal locks.
LOCK = 0x6261636B7570
TEXTS = {"character varying", "character", "text"}


class NotPostgreSQL(Exception):
    """Backups are of PostgreSQL; an embedded installation is backed up by copying its folder."""


class Busy(Exception):
    """Another process takes a backup into the same folder, or deletes old ones there."""


def require_postgresql() -> None:
    """Go on with PostgreSQL alone.

    Raises:
        NotPostgreSQL: the database is another one.
    """
    if connection.vendor != "postgresql":
        raise NotPostgreSQL("Backups are of PostgreSQL; copy PORTAL_STATE_DIR instead.")


def table_names() -> list[str]:
    """Return every table of the portal's database but the record of migrations, by name."""
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return sorted(set(found) - {MIGRATIONS})


def migrations_applied() -> dict[str, list[str]]:
    """Return the last migrations of each app that are applied."""
    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations)
    found: dict[str, list[str]] = {}
    for app, name in sorted(applied & set(loader.graph.nodes)):
        node = loader.graph.node_map[app, name]
        if not any(child.key[0] == app and child.key in applied for child in node.children):
            found.setdefault(app, []).append(name)
    return found


@contextmanager
def alone() -> Iterator[None]:
    """Hold a lock of PostgreSQL, which ends with this process, against other backups.

    Raises:
        Busy: somebody else holds it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Busy("Another backup is being taken.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def taking_its_time() -> Iterator[None]:
    """Open a transaction that may last as long as it must, whatever limits sessions have."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


@contextmanager
def one_moment() -> Iterator[None]:
    """Show the database as it is now, however long it takes to read, whatever others write."""
    with taking_its_time():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def columns_of(table: str) -> list[str]:
    """Return the columns of a table that are stored, by name."""
    return sorted(_types_of(table))


def _types_of(table: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = "
            "current_schema() AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return dict(cursor.fetchall())


def count(table: str) -> int:
    """Return how many rows a table has."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        return cursor.fetchone()[0]


class TableText:
    """The text of a table as something to read, in the order of its key."""

    def __init__(self, copy) -> None:
        self._blocks = iter(copy)
        self._rest = b""

    def read(self, size: int) -> bytes:
        """Return at most ``size`` bytes; nothing at the end."""
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._rest = bytes(block)
        block, self._rest = self._rest[:size], self._rest[size:]
        return block


@contextmanager
def text_of(table: str, columns: list[str]) -> Iterator[TableText]:
    """Yield what a table holds."""
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_columns(cursor, table) or columns
        statement = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
            _names(columns), sql.Identifier(table), _order(table, key)
        )
        with cursor.cursor.copy(statement) as copy:
            yield TableText(copy)


@contextmanager
def filling(table: str, columns: list[str]) -> Iterator[BinaryIO]:
    """Yield something to write the text of a table into."""
    with connection.cursor() as cursor:
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), _names(columns)
        )
        with cursor.cursor.copy(statement) as copy:
            yield copy


def empty_all() -> None:
    """Delete every row of every table, those that migrations have made as well."""
    names = sql.SQL(", ").join(map(sql.Identifier, table_names()))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("TRUNCATE {}").format(names))


def reset_sequences() -> None:
    """Let new rows be numbered after those that are there."""
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _order(table: str, key: list[str]) -> sql.Composed:
    # By bytes: the database into which this is restored may sort words in another way.
    types = _types_of(table)
    by_bytes = {name: sql.SQL(' COLLATE "C"' if types[name] in TEXTS else "") for name in key}
    return sql.SQL(", ").join(sql.Identifier(name) + by_bytes[name] for name in key)


def _names(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
