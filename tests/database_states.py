"""States of the in-memory SQLite database that tests begin in, so that none builds its own network.

Making a province with two communes takes a test 0.2 s, and most tests begin with one. A test
process makes them once, keeps the whole database, and copies it back in two milliseconds before
each test that asks for them; before the others it copies back the empty one, whatever the last
test has left. On other databases each test makes its network itself.
"""

import sqlite3

from django.db.backends.base.base import BaseDatabaseWrapper

_kept: dict[str, sqlite3.Connection] = {}


def keep(connection: BaseDatabaseWrapper, name: str) -> None:
    """Keep the present rows as the state ``name``; nothing on databases of other kinds."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        _kept[name] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(_kept[name])


def bring_back(connection: BaseDatabaseWrapper, name: str) -> None:
    """Put the database into the state ``name``, if that was kept.

    Inside a transaction nothing happens: the rows there are those of several tests.
    """
    if name in _kept and not connection.in_atomic_block:
        _kept[name].backup(connection.connection)
