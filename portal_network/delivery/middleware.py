"""Health answer and security headers, before any other work."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

HEALTH_PATH = "/healthz"

PUBLIC_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# Wagtail's own screens carry inline scripts and styles.
ADMIN_POLICY = PUBLIC_POLICY | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
}


class HealthMiddleware:
    """Answers ``/healthz`` for every host, so that a load balancer can ask by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer that the process serves requests; nothing else is asked."""
        if request.path == HEALTH_PATH:
            response = HttpResponse("ok\n", content_type="text/plain")
            response["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Adds the content security policy and the permissions policy to every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the headers unless the view has set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self._policy(request))
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    def _policy(self, request: HttpRequest) -> str:
        if request.path.startswith(self.admin_prefix):
            return _header(ADMIN_POLICY)
        tenant = getattr(request, "tenant", None)
        if tenant and tenant.emc_code and tenant.emc_script_url:
            # R22: the state's measuring system is the one foreign host that the law asks for.
            origin = _origin(tenant.emc_script_url)
            return _header(
                PUBLIC_POLICY
                | {
                    "script-src": f"'self' {origin}",
                    "connect-src": f"'self' {origin}",
                    "img-src": f"'self' data: {origin}",
                }
            )
        return _header(PUBLIC_POLICY)


def _origin(url: str) -> str:
    """Return scheme, host and port of an address; nothing else may enter a header."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _header(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())
