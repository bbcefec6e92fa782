"""Tells the search server what changed, again and again while it does not answer."""

import logging
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks import task

from search.engine.breaker import breaker
from search.engine.client import EngineError, EngineRefused, EngineUnavailable
from search.engine.outbox import send_changes_now

logger = logging.getLogger(__name__)

RETRY_AFTER = timedelta(seconds=30)
_RETRIES = "search-engine-retry"


@task(backend="background")
def send_changes() -> None:
    """Send what is noted. What fails stays noted, and one later task tries again.

    Without a queue in the database no task can wait: then whoever finds the server well again sends
    (:mod:`search.engine.fallback`), or ``manage.py tend_search``.
    """
    if not breaker.may_ask():
        # Each waiting for a server that hangs would keep all other tasks waiting.
        _try_again()
        return
    try:
        with scopes_disabled():
            told = send_changes_now()
    except EngineUnavailable as error:
        breaker.failed()
        _wait(error)
    except EngineRefused as error:
        breaker.answered()
        _wait(error)
    else:
        if told:
            breaker.answered()


def _wait(error: EngineError) -> None:
    logger.warning("Changes wait for the search server: %s", error)
    _try_again()


def _try_again() -> None:
    backend = send_changes.get_backend()
    # One of many failures asks for the next attempt.
    if backend.supports_defer and cache.add(_RETRIES, 1, RETRY_AFTER.total_seconds()):
        send_changes.using(run_after=timezone.now() + RETRY_AFTER).enqueue()
