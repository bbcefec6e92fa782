"""Inverted indexes, one module per store; beside the database's own that of a search server."""

from django.conf import settings
from django.db import connection

from search.index.base import Index


def current_index() -> Index:
    """Return the index that this installation asks."""
    if settings.SEARCH_ENGINE is None:
        return database_index()
    from search.engine.fallback import EngineWithFallback

    return EngineWithFallback(database_index())


def database_index() -> Index:
    """Return the index in the database, which is always kept."""
    if connection.vendor == "postgresql":
        from search.index.postgresql import PostgresqlIndex

        return PostgresqlIndex()
    from search.index.sqlite import SqliteIndex

    return SqliteIndex()
