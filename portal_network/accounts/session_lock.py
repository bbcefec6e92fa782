"""A session in which nobody works is locked until its owner gives the password (R89).

A session is locked when the last activity is too long ago; nothing is written at that moment, so a
lock cannot be missed. Activity is what a person does: requests that a browser makes by itself do
not count.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from portal_network.accounts.policy import account_policy

_LAST_ACTIVITY = "last_activity"
# A row of the session is written at most this often (seconds).
_PRECISION = 30


def idle_limit(user) -> timedelta:
    """Return after what time without activity the sessions of a person are locked."""
    if account_policy().is_administrator(user):
        return settings.SESSION_IDLE_LIMIT_OF_ADMINISTRATORS
    return settings.SESSION_IDLE_LIMIT


def seconds_left(request: HttpRequest, user) -> float:
    """Return after how many seconds a person's session is locked; zero or less when it is."""
    last = request.session.get(_LAST_ACTIVITY)
    limit = idle_limit(user).total_seconds()
    # An activity of tomorrow is one of a clock that was wrong: it lengthens nothing.
    return limit if last is None else min(limit, last + limit - time.time())


def is_locked(request: HttpRequest, user) -> bool:
    """Tell whether the session of a person who is signed in is locked."""
    return seconds_left(request, user) <= 0


def note_activity(request: HttpRequest, at_once: bool = False) -> None:
    """Count this moment as activity of the person; do not call it for a locked session."""
    now = time.time()
    if at_once or abs(now - request.session.get(_LAST_ACTIVITY, 0)) > _PRECISION:
        request.session[_LAST_ACTIVITY] = now


def visitor_if_locked(request: HttpRequest, user):
    """Return the person, or a visitor without an account in place of somebody who is locked out."""
    return AnonymousUser() if user.is_authenticated and is_locked(request, user) else user
