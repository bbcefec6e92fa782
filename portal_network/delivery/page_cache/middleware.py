"""Answers with kept pages before any other work; lets views make those that are not."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from portal_network.delivery.page_cache import caches
from portal_network.delivery.page_cache.entries import Entry, answer, make_entry
from portal_network.delivery.page_cache.fitness import is_keepable, refuse, unfitness
from portal_network.delivery.page_cache.marks import end_of, tags_of, tags_of_site
from portal_network.delivery.page_cache.moments import next_change
from portal_network.delivery.page_cache.questions import (
    Question,
    Questions,
    plain_request,
    reads_any,
)
from portal_network.delivery.page_cache.store import LONGEST_WAIT, lifetime


class PageCacheMiddleware:
    """Stands in front of everything but health and compression.

    A kept page costs no query and no session. Whoever has signed in, sends a form, or asks for what
    is not kept, passes through untouched.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.questions = Questions()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a kept page, or with what the view makes."""
        question = None
        if isinstance(request, WSGIRequest):
            question = self.questions.read(request.META, request.path_info, request.scheme)
        if question is None:
            return self.get_response(request)
        # For whoever stands in front and counts.
        request.tenant = question.tenant
        if settings.PAGE_CACHE == "off":
            return self._inspect(request)
        if caches.flights.is_unkept(question.key):
            return self._pass(request)
        entry, is_good = caches.store().find(question.key, question.frame)
        if entry is not None and reads_any(entry.asked, question.dropped):
            return self._pass(request)
        if is_good:
            caches.count("hit")
            return answer(entry, request)
        return self._make_once(request, question, entry)

    def _pass(self, request: HttpRequest) -> HttpResponse:
        caches.count("pass")
        return self.get_response(request)

    def _make_once(
        self, request: WSGIRequest, question: Question, late: Entry | None
    ) -> HttpResponse:
        """Make a page, unless somebody does already; meanwhile one that is merely late will do."""
        flight, is_maker = caches.flights.board(question.key)
        if not is_maker:
            entry = late or flight.wait(LONGEST_WAIT)
            if entry is None or reads_any(entry.asked, question.dropped):
                return self._pass(request)
            caches.count("shared")
            return answer(entry, request)
        try:
            with caches.store().claim(question.key, question.frame) as made:
                if made is not None and not reads_any(made.asked, question.dropped):
                    flight.entry = made
                    caches.count("shared")
                    return answer(made, request)
                response, flight.entry = self._make(request, question)
                return response
        finally:
            caches.flights.land(question.key, flight)

    def _make(self, request: WSGIRequest, question: Question) -> tuple[HttpResponse, Entry | None]:
        """Let the view make the page for everybody; keep it where it may be kept."""
        # Read before the page is made: what changes meanwhile makes it out of date.
        clock, made_at = caches.store().clock(), time()
        plain = plain_request(request, question)
        response = self.get_response(plain)
        if not self._may_keep(plain, response):
            caches.flights.remember_unkept(question.key)
            if _needs_itself(question, response):
                response = self._pass(request)
            return response, None
        entry = make_entry(
            response,
            tags=tags_of(response).union(tags_of_site(question.tenant)),
            frame=question.frame,
            asked=frozenset(plain.GET.asked),
            # Without a clock it is handed out, but kept by nobody.
            clock=clock or 0,
            made_at=made_at,
            until=_end(response, made_at),
        )
        if clock is not None:
            caches.store().put(question.key, entry)
        if reads_any(entry.asked, question.dropped):
            return self._pass(request), entry
        caches.count("miss")
        return answer(entry, request), entry

    def _inspect(self, request: WSGIRequest) -> HttpResponse:
        """Keep nothing; under test, judge each answer that would be kept."""
        response = self.get_response(request)
        if settings.PAGE_CACHE_STRICT:
            self._may_keep(request, response)
        return response

    def _may_keep(self, request: WSGIRequest, response: HttpResponse) -> bool:
        if tags_of(response) is None or not is_keepable(response):
            return False
        if reason := unfitness(request, response):
            refuse(request, reason)
            return False
        return True


def _needs_itself(question: Question, response: HttpResponse) -> bool:
    """Tell whether an answer that is not kept may be another one for the request as it was sent.

    It was made without cookies, conditions and whatever else a view may read. A page that does not
    exist comes into being by none of these, but its query may lead on (as on former portals).
    """
    return bool(question.dropped) or response.status_code not in (404, 410)


def _end(response: HttpResponse, made_at: float) -> float:
    """Return the last moment at which the page may be used."""
    known = [moment.timestamp() for moment in (end_of(response), next_change()) if moment]
    return min([made_at + lifetime(), *known])
