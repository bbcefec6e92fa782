"""Gives each request an identity and measures it; answers whoever watches the portal."""

import json
import re
import secrets
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from portal_network.delivery.monitoring.addresses import is_trusted
from portal_network.delivery.monitoring.figures import REQUESTS, SECONDS, area_of, site_of
from portal_network.delivery.monitoring.logs import request_id
from portal_network.delivery.monitoring.readiness import collect, readiness

READY_PATH = "/readyz"
FIGURES_PATH = "/metrics"
REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)


class WatchingMiddleware:
    """Answers ``/readyz`` to everybody and ``/metrics`` to those who watch, for every host.

    Everything else is measured, and carries its identity (``X-Request-ID``) to the log and back to
    whoever asked. One that a web server in front gave is kept when it has the usual form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or measure what others answer."""
        if request.path == READY_PATH:
            return _ready(request)
        if request.path == FIGURES_PATH and is_trusted(request):
            return HttpResponse(
                collect(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
            )
        began = perf_counter()
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        identity = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(identity)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = identity
        area = area_of(request.path)
        SECONDS.labels(area).observe(perf_counter() - began)
        REQUESTS.labels(site_of(request), area, f"{response.status_code // 100}xx").inc()
        return response


def _ready(request: HttpRequest) -> HttpResponse:
    """Say whether visitors may be sent here; the parts are named to those who watch."""
    found = readiness()
    told = found.as_dict() if is_trusted(request) else {"status": found.status}
    return HttpResponse(
        json.dumps(told) + "\n",
        content_type="application/json",
        status=200 if found.is_ready else 503,
        headers={"Cache-Control": "no-store"},
    )
