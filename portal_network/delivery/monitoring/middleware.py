"""Gives each request an identity and measures it; answers whoever watches the portal."""

import json
import re
import secrets
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from portal_network.delivery.monitoring.addresses import is_trusted
from portal_network.delivery.monitoring.figures import count_request
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
        identity = identity_of(request.META)
        token = request_id.set(identity)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = identity
        tenant = getattr(request, "tenant", None)
        count_request(request.path, tenant, response.status_code, perf_counter() - began)
        return response


def identity_of(meta: dict[str, Any]) -> str:
    """Return the identity of a request: the one that it brings, or a new one."""
    given = meta.get("HTTP_X_REQUEST_ID")
    return given if given and REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


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
