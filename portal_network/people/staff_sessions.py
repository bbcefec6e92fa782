"""Operators act without power, except in a staff session, which is logged step by step."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal_network.people.models import StaffSessionEntry
from portal_network.people.places_of_requests import place_of_request
from portal_network.people.services.staff_sessions import SESSION_KEY, current_session
from portal_network.tenancy.models import Commune
from portal_network.tenancy.policies import memberships_of

# What an operator without session and without roles may open, by the name of the address.
OPEN_TO_OPERATORS = frozenset(
    {
        "tenancy_home",
        "notices_account",
        "wagtailadmin_account",
        "wagtailadmin_dismissibles",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "people_accept",
        "people_staff_session",
        "people_staff_session_end",
    }
)
# The pages on which everybody keeps the own password and second factor.
OWN_ACCOUNT = ("account_", "accounts_", "mfa_")
# Looking is not logged, but to open what can be changed is.
LOGGED_WHEN_OPENED = frozenset({"wagtailadmin_pages:edit"})
LONGEST_PATH = StaffSessionEntry._meta.get_field("path").max_length


class StaffSessionMiddleware:
    """Withholds the power of operators unless a staff session is open; logs what is done in one.

    Sets ``request.staff_session``. Costs nothing for anybody but operators, and them one query per
    request while their browser session holds a staff session. Must stand after authentication and
    before everything that asks what the person may do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_root = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the person of the request have the right power, and finish the log."""
        request.staff_session = None
        request.staff_session_entry = None
        request.user = SimpleLazyObject(partial(_person_with_right_power, request))
        response = self.get_response(request)
        self._note_status(request, response.status_code)
        return response

    def process_view(
        self, request: HttpRequest, view, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Log the step before it is done; show operators without session the way to one."""
        if not request.path.startswith(self.admin_root) or not request.user.is_authenticated:
            return None
        if request.staff_session is not None:
            if _is_logged(request):
                request.staff_session_entry = _log_step(request)
            return None
        if not request.user.is_operator or _is_open_to_operators(request):
            return None
        return None if memberships_of(request.user) else _to_opening(request)

    def _note_status(self, request: HttpRequest, status: int) -> None:
        entry = request.staff_session_entry
        if entry is not None:
            StaffSessionEntry.everywhere.filter(pk=entry.pk).update(status=status)
        elif request.method != "GET" and self._runs_in_staff_session(request):
            # The request came to no view: a forged form, or an address that does not exist.
            _log_step(request, status)

    def _runs_in_staff_session(self, request: HttpRequest) -> bool:
        # Elsewhere nobody has asked who it is, so nobody has used any power.
        if not (request.path.startswith(self.admin_root) or request.session.accessed):
            return False
        has_one = SESSION_KEY in request.session and request.user.is_authenticated
        return has_one and request.staff_session is not None


def _person_with_right_power(request: HttpRequest):
    user = get_user(request)
    if user.is_authenticated and user.is_operator:
        request.staff_session = current_session(request, user)
        if request.staff_session is None:
            user.withhold_power()
        elif request.tenant is not None:
            user.working_collection_id = request.tenant.collection_id
    return user


def _is_open_to_operators(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name
    return name in OPEN_TO_OPERATORS or name.startswith(OWN_ACCOUNT)


def _is_logged(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method != "GET" or bool(match and match.view_name in LOGGED_WHEN_OPENED)


def _log_step(request: HttpRequest, status: int | None = None) -> StaffSessionEntry:
    place = place_of_request(request)
    commune = place if isinstance(place, Commune) else None
    return StaffSessionEntry.everywhere.create(
        session=request.staff_session,
        method=request.method[:10],
        # Without the query, which may carry what somebody typed.
        path=request.path[:LONGEST_PATH],
        status=status,
        commune=commune,
        province_id=commune.province_id if commune else place and place.pk,
    )


def _to_opening(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("Open a staff session first: without one you can change nothing."))
    address = reverse("people_staff_session")
    if request.method == "GET":
        address += "?" + urlencode({"next": request.get_full_path()})
    return redirect(address)
