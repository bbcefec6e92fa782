"""How every address for machines answers: limits, validators, other sites' scripts, problems."""

import hashlib
import time
from collections.abc import Callable
from functools import wraps

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from commune_site.engagement.encryption import keyed_hash
from portal_network.accounts.history import address_of

MINUTE = 60
NO_CONTENT, BAD_REQUEST, NOT_FOUND, NOT_ALLOWED, TOO_MANY = 204, 400, 404, 405, 429
# Caches in front may keep an answer for so long (seconds); no page is stale for longer, either.
FRESH = 60
PREFLIGHT_REMEMBERED = 86_400
PROBLEM_TYPE = "application/problem+json"

View = Callable[..., HttpResponse]


class Refused(Exception):
    """A request that is not answered; the text is for the person who wrote the program."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def for_machines(*methods: str) -> Callable[[View], View]:
    """Let a view answer machines by ``methods`` (HEAD and OPTIONS besides).

    Answers carry a strong validator and 304 where it fits, may be read by scripts of any site (they
    are the same for everybody: no cookie is looked at), and stay out of search engines.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            allowed = (*methods, "HEAD", "OPTIONS")
            if request.method == "OPTIONS":
                response = HttpResponse(status=NO_CONTENT)
            elif request.method not in allowed:
                response = problem(NOT_ALLOWED, _("This address can only be read."))
            elif (wait := seconds_to_wait(request)) > 0:
                response = problem(TOO_MANY, _("Too many requests. Please wait a moment."))
                response["Retry-After"] = str(wait)
            else:
                response = _validated(request, _answered(view, request, *args, **kwargs))
            response["Allow"] = ", ".join(allowed)
            return _shared(response, allowed)

        return answer

    return decorate


def problem(status: int, detail: str) -> JsonResponse:
    """Return what went wrong, as RFC 9457 has it."""
    titles = {
        BAD_REQUEST: _("The request is not valid"),
        NOT_FOUND: _("Not found"),
        NOT_ALLOWED: _("Method not allowed"),
        TOO_MANY: _("Too many requests"),
    }
    content = {
        "type": "about:blank", "title": titles[status], "status": status, "detail": detail,
    }  # fmt: skip
    return JsonResponse(
        content, status=status, content_type=PROBLEM_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def seconds_to_wait(request: HttpRequest) -> int:
    """Count a request; return after how many seconds the network may ask again, 0 for at once.

    Each process, or all of them where a shared cache is configured, counts by the minute.
    """
    now = int(time.time())
    window, passed = divmod(now, MINUTE)
    sender = keyed_hash("open-data", truncate_ip(address_of(request) or ""))
    key = f"open-data:{window}:{sender[:32]}"
    if cache.add(key, 1, MINUTE):
        return 0
    try:
        number = cache.incr(key)
    except ValueError:
        # The minute has just ended.
        return 0
    return MINUTE - passed if number > settings.OPEN_DATA_REQUESTS_PER_MINUTE else 0


def _answered(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return problem(NOT_FOUND, _("There is nothing at this address, or it is not open."))
    except Refused as refusal:
        return problem(refusal.status, refusal.detail)


def _validated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code != HttpResponse.status_code or request.method == "POST":
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return get_conditional_response(request, etag=etag, response=response)


def _shared(response: HttpResponse, allowed: tuple[str, ...]) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(allowed)
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    response["Access-Control-Max-Age"] = str(PREFLIGHT_REMEMBERED)
    # Scripts of other sites may read it although pages of this one keep to themselves.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
