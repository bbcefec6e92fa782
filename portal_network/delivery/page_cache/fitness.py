"""What may never be kept, whatever a view says of its answer."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

BIGGEST = 2 * 1024 * 1024
# Vary may name what is part of the key, or what visitors without a session do not differ in.
HARMLESS_VARY = {"accept-encoding", "cookie"}
FORBIDDEN_DIRECTIVES = re.compile(r"\b(?:no-store|private|no-cache)\b", re.I)
# Hidden fields of forms that belong to one visitor: Django's token, the tickets of our own forms,
# and the proof of work.
FORM_STATES = re.compile(
    rb"""name=["']?(?:csrfmiddlewaretoken|(?:[\w-]+-)?ticket|(?:[\w-]+-)?proof)\b""", re.I
)


class UnfitToKeep(AssertionError):
    """A view marks an answer that holds what belongs to one visitor; tests fail on it."""


def unfitness(request: HttpRequest, response: HttpResponse) -> str:
    """Return why an answer must not be kept though its view marked it; nothing where it may."""
    if response.cookies:
        return "it sets a cookie"
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return "it holds a CSRF token"
    if FORM_STATES.search(response.content):
        return "it holds the state of a form"
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return "it was made for somebody who has signed in"
    if getattr(request, "is_preview", False):
        return "it is a preview"
    if FORBIDDEN_DIRECTIVES.search(response.get("Cache-Control", "")):
        return "its Cache-Control forbids it"
    varying = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    if not varying <= HARMLESS_VARY:
        return "it varies by other headers"
    return ""


def is_keepable(response: HttpResponse) -> bool:
    """Tell whether an answer is of a kind that is kept at all: a whole text, not too long."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.has_header("Content-Encoding")
        and not response.has_header("Content-Disposition")
        and len(response.content) <= BIGGEST
    )


def refuse(request: HttpRequest, reason: str) -> None:
    """Tell whoever develops; in production the answer simply is not kept.

    Raises:
        UnfitToKeep: where ``PAGE_CACHE_STRICT`` is set, as it is for tests.
    """
    if settings.PAGE_CACHE_STRICT:
        raise UnfitToKeep(f"{request.path} is marked as the same for all visitors, but {reason}.")
