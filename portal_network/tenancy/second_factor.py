"""Whoever must have a second factor sets it up before anything else (R89)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal_network.accounts.middleware import OPEN_WHILE_LOCKED, view_name, wants_page
from portal_network.accounts.second_factor import has_second_factor
from portal_network.accounts.urls import NAMES_FOR_SETTING_UP
from portal_network.tenancy.policies.memberships import requires_second_factor

ALWAYS_OPEN = NAMES_FOR_SETTING_UP | OPEN_WHILE_LOCKED


class SecondFactorMiddleware:
    """Leads people whose role requires a second factor, and who have none, to the set-up page.

    Other answers for them are 403 with the reason. Public pages are not concerned; a page of the
    administration costs one query more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on unless the person has to set up a second factor first."""
        if not request.path.startswith(self.admin_prefix) or not _must_set_up(request.user):
            return self.get_response(request)
        if view_name(request) in ALWAYS_OPEN:
            return self.get_response(request)
        return _refuse(request)


def _must_set_up(user) -> bool:
    return user.is_authenticated and requires_second_factor(user) and not has_second_factor(user)


def _refuse(request: HttpRequest) -> HttpResponse:
    message = _("Your role requires a second factor. Set it up first.")
    if not wants_page(request):
        return JsonResponse({"error": message, "url": reverse("mfa_index")}, status=403)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseForbidden(message, content_type="text/plain; charset=utf-8")
    messages.warning(request, message)
    return redirect("mfa_index")
