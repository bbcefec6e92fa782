"""Inverted indexes, one module per store."""

from django.db import connection

from search.index.base import Index


def current_index() -> Index:
    """Return the index of the store that this installation uses."""
    if connection.vendor == "postgresql":
        from search.index.postgresql import PostgresqlIndex

        return PostgresqlIndex()
    from search.index.sqlite import SqliteIndex

    return SqliteIndex()
