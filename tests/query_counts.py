"""Counting what a public page asks of the database."""

import re
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


@contextmanager
def queries_of():
    """Yield the list of the SQL statements that run inside the block."""
    statements: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield statements
    statements += [query["sql"] for query in captured]


def writes_among(statements: list[str]) -> list[str]:
    """Return those statements that change something."""
    return [statement for statement in statements if _WRITES.match(statement)]


def uncached_queries(client, path: str, warm_path: str = "/so-do-trang/") -> list[str]:
    """Return what a page asks on a process that knows its tenants and its site's tree, no more.

    Pictures are drawn beforehand, by a first visit. What a process asks again after some seconds is
    left out, however slow the machine.
    """
    with override_settings(TENANT_DIRECTORY_MAX_AGE=3600.0, ALERTS_MAX_AGE=3600.0):
        assert client.get(path).status_code == 200
        cache.clear()
        assert client.get(warm_path).status_code == 200
        with queries_of() as statements:
            assert client.get(path).status_code == 200
    return statements
