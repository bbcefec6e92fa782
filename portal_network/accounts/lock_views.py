"""The lock screen, and what open pages ask about their session."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal_network.accounts import session_lock
from portal_network.accounts.forms import UnlockForm
from portal_network.accounts.middleware import wants_page


@sensitive_post_parameters("password")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def lock_screen(request: HttpRequest) -> HttpResponse:
    """Ask for the password, and lead back to where the person was.

    Scripts send the password with ``Accept: application/json`` and get ``{"locked": false}``, or
    400 with ``{"locked": true, "error": …}``.
    """
    target = _safe_next(request)
    if request.method == "GET" and not session_lock.is_locked(request, request.user):
        return HttpResponseRedirect(target)
    form = UnlockForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        session_lock.note_activity(request, at_once=True)
        return (
            HttpResponseRedirect(target) if wants_page(request) else JsonResponse({"locked": False})
        )
    if request.method == "POST" and not wants_page(request):
        error = " ".join(form.errors.get("password", []))
        return JsonResponse({"locked": True, "error": error}, status=400)
    return render(request, "accounts/lock.html", {"form": form, "next": target})


@never_cache
@require_http_methods(["GET", "POST"])
def session_state(request: HttpRequest) -> HttpResponse:
    """Tell how long a session stays open (GET), or that its owner is active (POST)."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False, "locked": False, "seconds_left": 0})
    locked = session_lock.is_locked(request, request.user)
    if request.method == "POST" and not locked:
        session_lock.note_activity(request, at_once=True)
    left = max(0, session_lock.seconds_left(request, request.user))
    return JsonResponse({"signed_in": True, "locked": locked, "seconds_left": round(left)})


def _safe_next(request: HttpRequest) -> str:
    """Return the page to go on with; the home page in place of any address elsewhere."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_safe else resolve_url("wagtailadmin_home")
