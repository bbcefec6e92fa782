"""What the database holds, to prove that a refused or repeated run changed nothing."""

from collections import Counter

from django.apps import apps
from django.db import connection

# Written by whoever looks: not part of what provisioning makes.
_IGNORED = {"django_session"}


def contents() -> dict[str, Counter]:
    """Return every row of every table that a model stands for, by table."""
    found = {}
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted((tables & existing) - _IGNORED):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = Counter(map(repr, cursor.fetchall()))
    return found


def changed_tables(before: dict[str, Counter], after: dict[str, Counter]) -> set[str]:
    """Return the tables whose rows are not the same any more."""
    return {table for table in before if before[table] != after[table]}
