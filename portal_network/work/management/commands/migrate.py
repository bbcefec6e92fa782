"""``manage.py migrate``: Django's, one at a time; several processes may start at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Any number that nothing else of the portal locks.
LOCK = 0x706F7274616C


class Command(migrate.Command):
    """Waits until nobody else migrates the same database, then finds done what they have done."""

    def handle(self, *args: object, **options: object) -> None:
        """Migrate."""
        with only_one(connections[options["database"]]):
            super().handle(*args, **options)


@contextmanager
def only_one(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Hold a lock that PostgreSQL gives back by itself when this process dies."""
    if connection.vendor != "postgresql":
        # Others have no such lock, and no installation of several processes.
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
