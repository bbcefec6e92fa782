"""The tenant of the request, for templates."""

from django.http import HttpRequest


def tenant(request: HttpRequest) -> dict:
    """Return ``tenant``, or nothing outside the sites of tenants."""
    current = getattr(request, "tenant", None)
    return {"tenant": current, "notices": current.notices()} if current else {}
