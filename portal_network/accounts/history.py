"""The history of sign-ins that an owner sees: time, address, family of browser, result."""

import re

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from portal_network.accounts.records import SignInRecord

# The first pattern that fits names the browser; the order matters, as most call themselves others.
_FAMILIES = (
    (r"Edg(e|A|iOS)?/", "Edge"),
    (r"coc_coc_browser", "Cốc Cốc"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser", "Samsung Internet"),
    (r"Firefox/|FxiOS", "Firefox"),
    (r"Chrome/|CriOS|Chromium", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"Linux|X11", "Linux"),
)


def address_of(request: HttpRequest) -> str | None:
    """Return the network address of the visitor; None when it cannot be told.

    ``TRUSTED_PROXY_COUNT`` says how many web servers in front are believed.
    """
    try:
        return get_client_ip(request)
    except ImproperlyConfigured:
        # Fewer proxies than promised: the request came around them.
        return request.META.get("REMOTE_ADDR") or None


def browser_of(request: HttpRequest) -> str:
    """Return family and system of the visitor's browser; no version, nothing that tells people."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return " · ".join(filter(None, (_first(_FAMILIES, agent), _first(_SYSTEMS, agent))))


def record(request: HttpRequest, user, result: str) -> SignInRecord:
    """Add an attempt to the history of its account."""
    return SignInRecord.objects.create(
        user=user, address=address_of(request), browser=browser_of(request), result=result
    )


def recent(user, count: int = 20) -> QuerySet[SignInRecord]:
    """Return the latest attempts on an account, newest first."""
    return SignInRecord.objects.filter(user=user)[:count]


def purge() -> int:
    """Delete what is older than ``settings.PORTAL_LOG_RETENTION``; return how many rows."""
    horizon = timezone.now() - settings.PORTAL_LOG_RETENTION
    return SignInRecord.objects.filter(at__lt=horizon).delete()[0]


def _first(patterns: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in patterns if re.search(pattern, agent)), "")
