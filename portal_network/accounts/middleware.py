"""Keeps locked sessions out of the administration, and away from what staff see elsewhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal_network.accounts import session_lock

# What a locked session may do: unlock itself, end itself, and load what the lock screen is made of.
OPEN_WHILE_LOCKED = frozenset(
    {
        "accounts_lock",
        "accounts_session",
        "account_logout",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
# What an open page asks for by itself, whether or not somebody sits before it.
MADE_BY_BROWSERS = frozenset(
    {
        "accounts_session",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)


class SessionLockMiddleware:
    """Locks sessions in which nobody has worked for a while (``session_lock``).

    A page leads to the lock screen, which leads back to it. Whatever was sent is refused with 403
    and advice how to send it again; scripts get the same as JSON. Public pages treat the person as
    a visitor, and cost nothing for those who are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for a locked session, or hand the request on."""
        if not request.path.startswith(self.admin_prefix):
            person = request.user
            request.user = SimpleLazyObject(lambda: session_lock.visitor_if_locked(request, person))
            return self.get_response(request)
        name = view_name(request)
        if request.user.is_authenticated:
            if session_lock.is_locked(request, request.user):
                if name not in OPEN_WHILE_LOCKED:
                    return refuse_locked(request)
            elif name not in MADE_BY_BROWSERS:
                session_lock.note_activity(request)
        return self.get_response(request)


def view_name(request: HttpRequest) -> str:
    """Return the name of the address, with its namespace; "" for one that does not exist."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def wants_page(request: HttpRequest) -> bool:
    """Tell whether a person waits for a page, not a script for data."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return False
    mode = request.headers.get("Sec-Fetch-Mode")
    if mode:
        return mode in ("navigate", "nested-navigate")
    return "application/json" not in request.headers.get("Accept", "")


def refuse_locked(request: HttpRequest) -> HttpResponse:
    """Send a page to the lock screen; refuse everything else with 403 and a reason."""
    lock_url = reverse("accounts_lock")
    if not wants_page(request):
        message = _("Your session is locked because nobody worked in it. Unlock it to go on.")
        return JsonResponse({"error": message, "locked": True, "url": lock_url}, status=403)
    if request.method in ("GET", "HEAD"):
        return redirect(f"{lock_url}?{urlencode({'next': request.get_full_path()})}")
    return render(request, "accounts/locked_post.html", {"lock_url": lock_url}, status=403)
