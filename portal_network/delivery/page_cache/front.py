"""Hands out kept pages before Django is asked at all."""

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from portal_network.delivery.monitoring.figures import count_request
from portal_network.delivery.monitoring.middleware import identity_of
from portal_network.delivery.page_cache import caches
from portal_network.delivery.page_cache.entries import encoded, is_conditional
from portal_network.delivery.page_cache.questions import Questions, reads_any
from portal_network.tenancy.directory import directory
from portal_network.tenancy.notices import are_notices_fresh

Environment = dict[str, Any]
Application = Callable[[Environment, Callable], Iterable[bytes]]


class KeptPages:
    """A WSGI application (PEP 3333) in front of the portal's own.

    Most visitors ask for a page that is kept, unconditionally and without cookies. They get it
    without a request of Django's being made. Everything else goes on to Django, whose
    ``PageCacheMiddleware`` makes and keeps pages and knows all other cases.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.questions = Questions()

    def __call__(self, environ: Environment, start_response: Callable) -> Iterable[bytes]:
        """Answer with a kept page, or let Django answer."""
        began = perf_counter()
        if settings.PAGE_CACHE == "off" or is_conditional(environ) or not _knows_sites():
            return self.application(environ, start_response)
        path = get_path_info(environ)
        question = self.questions.read(environ, path, scheme_of(environ))
        if question is None:
            return self.application(environ, start_response)
        entry, is_good = caches.store().find(question.key, question.frame)
        if not is_good or reads_any(entry.asked, question.dropped):
            return self.application(environ, start_response)
        headers, body = encoded(entry, environ)
        headers.append(("X-Request-ID", identity_of(environ)))
        caches.count("hit")
        count_request(path, question.tenant, 200, perf_counter() - began)
        start_response("200 OK", headers)
        return [body]


def _knows_sites() -> bool:
    """Tell whether no query is due: only Django looks after connections to the database."""
    return directory.is_fresh() and are_notices_fresh()


def scheme_of(environ: Environment) -> str:
    """Return the scheme by which the visitor came, as Django's requests tell it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        if (given := environ.get(header)) is not None:
            return "https" if given.split(",", 1)[0].strip() == secure else "http"
    return environ["wsgi.url_scheme"]
