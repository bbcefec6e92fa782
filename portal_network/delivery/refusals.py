"""Answers for requests that views of packages cannot take: a clear refusal instead of a fault."""

import errno
import logging
from collections.abc import Callable
from contextlib import suppress

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

from portal_network.delivery.stores import StoreUnavailable

logger = logging.getLogger(__name__)

# Seconds.
RETRY_AFTER = 60
# What the web server in front says where it can show a kept page, or a copy, in place of a failure.
# Closed sites answer 503 as well, and those must be seen: so a failure has another number there.
STANDS_IN = "X-Edge-Stands-In"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# As SQLite and PostgreSQL (SQLSTATE) say it.
DATABASE_IS_FULL = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "53100"}
ADDRESS_BEGINS = ("/", "http://", "https://")


class RefusalMiddleware:
    """Answers 400 to a form that lacks what no browser leaves out, and to a way back that is no
    address; 503 while the store of files or the database is away or full.

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
        return unavailable(request, exception)


def unavailable(request: HttpRequest, fault: BaseException) -> HttpResponse | None:
    """Return a page that asks to come back, where files or the database are away or full.

    Any other fault has no such page.
    """
    if isinstance(fault, StoreUnavailable):
        logger.error("the store of files: %s", fault)
        return _later(request, _("The store of files does not answer at the moment"))
    if isinstance(fault, OSError) and fault.errno in NO_ROOM:
        logger.error("no room for files")
        _give_room_back(request)
        return _later(request, _("The server has no room for files at the moment"))
    if isinstance(fault, OperationalError) and _is_full(fault):
        logger.error("no room for the database")
        return _later(request, _("The server has no room at the moment to keep what is sent"))
    if isinstance(fault, OperationalError | InterfaceError):
        # Its kind alone: the text names hosts and accounts.
        logger.error("the database: %s", type(fault.__cause__ or fault).__name__)
        return _later(request, _("The portal cannot reach its data at the moment"))
    return None


def _give_room_back(request: HttpRequest) -> None:
    """Delete what has come in of a file, which would lie there until memory is tidied up."""
    for handler in request.upload_handlers:
        # What is still to be written finds no room either.
        with suppress(OSError):
            handler.upload_interrupted()


def _is_full(fault: OperationalError) -> bool:
    cause = fault.__cause__
    said = {getattr(cause, "sqlite_errorname", ""), getattr(cause, "sqlstate", "")}
    return bool(said & DATABASE_IS_FULL)


def _later(request: HttpRequest, title: str) -> HttpResponse:
    reads = request.method in ("GET", "HEAD")
    status = 504 if reads and request.headers.get(STANDS_IN) else 503
    advice = _("Go back and try again in a minute. What you typed is still there.")
    response = refusal(status, title, advice)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def refusal(status: int, title: str, advice: str) -> HttpResponse:
    """Return a page that says what is wrong and what to do."""
    page = render_to_string("refusal.html", {"title": title, "advice": advice})
    response = HttpResponse(page, status=status)
    add_never_cache_headers(response)
    return response
