"""Lets every table of the test's database count from a start of its own.

An id then names one row of the whole installation: page 3 and picture 3 are no longer the same
number. The attacker may try the id of any row anywhere without hitting something of his own by
chance, and the referee may call every foreign id in an answer a leak.
"""

import re

from django.apps import apps
from django.db import connection
from django.db.models import AutoField, Model

FIRST = 10_000_000
STEP = 400_000
# Lies above the ids of all tables, and is as long.
NEVER = 99_876_543
ID = re.compile(r"(?<!\d)\d{8}(?!\d)")


def counted_models() -> list[type[Model]]:
    """Return the models whose keys the database counts itself, in an order that stays."""
    models = apps.get_models(include_auto_created=True)
    return sorted(
        (
            model
            for model in models
            if isinstance(model._meta.pk, AutoField) and not model._meta.proxy
        ),
        key=lambda model: model._meta.db_table,
    )


def number_tables_apart() -> None:
    """Set the next key of every table; rows that are there keep theirs.

    Raises:
        NotImplementedError: on a database that nobody has taught this.
        OverflowError: there are more tables than starts below ``NEVER``.
    """
    models = counted_models()
    if FIRST + len(models) * STEP > NEVER:
        raise OverflowError(f"{len(models)} tables need a smaller STEP")
    for position, model in enumerate(models):
        _start_at(model._meta.db_table, model._meta.pk.column, FIRST + position * STEP)


def _start_at(table: str, column: str, number: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number]
            )
        elif connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, number]
            )
        else:
            raise NotImplementedError(connection.vendor)
