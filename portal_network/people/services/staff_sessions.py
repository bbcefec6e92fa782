"""Opening and closing an operator's staff session."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from portal_network.accounts.models import User
from portal_network.people.events import staff_session_closed
from portal_network.people.models import StaffSession

# Where the browser session keeps the key of its staff session: who signs out, or signs in
# elsewhere, has none.
SESSION_KEY = "staff_session"


def open_session(
    request: HttpRequest, *, reason: str, ticket: str = "", minutes: int | None = None
) -> StaffSession:
    """Give the signed-in operator power in this browser session, at most for the set time.

    Password and second factor are the form's business.
    """
    longest = timedelta(seconds=settings.PORTAL_STAFF_SESSION_MAX)
    wanted = longest if minutes is None else timedelta(minutes=minutes)
    close_session(request)
    session = StaffSession.objects.create(
        user=request.user,
        operator_name=request.user.get_full_name() or request.user.get_username(),
        reason=reason,
        ticket=ticket,
        expires_at=timezone.now() + min(wanted, longest),
    )
    # A key that somebody planted or saw before is worth nothing from here on.
    request.session.cycle_key()
    request.session[SESSION_KEY] = session.pk
    return session


def current_session(request: HttpRequest, user: User) -> StaffSession | None:
    """Return the open staff session of this browser session; no query where there is none."""
    key = request.session.get(SESSION_KEY)
    if not isinstance(key, int):
        return None
    running = StaffSession.objects.filter(closed_at=None, expires_at__gt=timezone.now())
    return running.filter(pk=key, user=user).first()


def close_session(request: HttpRequest) -> bool:
    """End the staff session of this browser session; tell whether one was running."""
    key = request.session.pop(SESSION_KEY, None)
    if not isinstance(key, int):
        return False
    now = timezone.now()
    running = StaffSession.objects.filter(pk=key, closed_at=None, expires_at__gt=now)
    with transaction.atomic():
        if not running.update(closed_at=now):
            return False
        session = StaffSession.objects.get(pk=key)
        staff_session_closed.send(StaffSession, session=session)
    return True
