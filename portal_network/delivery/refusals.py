"""Answers for requests that views of packages cannot take: a clear refusal instead of a fault."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from portal_network.delivery.objects import StoreUnavailable

logger = logging.getLogger(__name__)

# Seconds.
RETRY_AFTER = 60
ADDRESS_BEGINS = ("/", "http://", "https://")


class RefusalMiddleware:
    """Answers 400 to a form that lacks what no browser leaves out, and to a way back that is no
    address; 503 while the store of files or the database is away.

    Wagtail's views index the posted data and look up names of addresses from what they are sent;
    both would answer 500 and alarm whoever watches.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Refuse a way back that is neither a path nor an address; our own views check theirs."""
        ways = (*request.GET.getlist("next"), *request.POST.getlist("next"))
        is_wagtails = view.__module__.startswith("wagtail")
        if not is_wagtails or all(not way or way.startswith(ADDRESS_BEGINS) for way in ways):
            return None
        return refusal(
            400,
            _("The address to go back to is not valid"),
            _("Go back, load the page again and repeat the last step."),
        )

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refuse what the sender can mend; anything else stays a fault."""
        if isinstance(exception, MultiValueDictKeyError):
            return refusal(
                400,
                _("The form did not arrive complete"),
                _("Go back, load the page again and send the form once more."),
            )
        if isinstance(exception, StoreUnavailable):
            logger.error("the store of files: %s", exception)
            return later(_("The store of files does not answer at the moment"))
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("the database: %s", type(exception).__name__)
            return later(_("The portal cannot reach its data at the moment"))
        return None


def later(title: str) -> HttpResponse:
    """Return a page that asks to come back in a minute; nothing was changed."""
    advice = _("Go back and try again in a minute. What you typed is still there.")
    response = refusal(503, title, advice)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def refusal(status: int, title: str, advice: str) -> HttpResponse:
    """Return a page that says what is wrong and what to do."""
    page = render_to_string("refusal.html", {"title": title, "advice": advice})
    response = HttpResponse(page, status=status)
    add_never_cache_headers(response)
    return response
