"""Logs queries that take too long, without what they ask for."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from portal_network.delivery.monitoring.figures import SLOW_QUERIES

logger = logging.getLogger("portal.slow_queries")

LONGEST = 2000
# Values stand outside of the text of a query, apart from what code wrote into it.
LITERALS = re.compile(r"'(?:[^']|'')*'")


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict) -> Any:
    """Run a query; say so when it takes longer than ``SLOW_QUERY_SECONDS``."""
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        seconds = perf_counter() - began
        if seconds >= settings.SLOW_QUERY_SECONDS:
            SLOW_QUERIES.inc()
            text = " ".join(LITERALS.sub("?", str(sql)).split())[:LONGEST]
            logger.warning("%.3f s: %s", seconds, text)


def watch_connection(sender: type, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """Watch the queries of a new connection."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
