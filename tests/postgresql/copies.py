"""Copies of the database of a test, for what needs one of its own."""

from django.db import connection
from psycopg import sql


def copy_database(source: str, name: str) -> None:
    """Copy a database; nobody may be connected to it meanwhile, not even this test."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        cursor.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))
