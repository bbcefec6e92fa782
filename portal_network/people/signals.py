"""A staff session ends when its operator signs out."""

from django.contrib.auth.signals import user_logged_out

from portal_network.people.services.staff_sessions import close_session


def connect() -> None:
    """Connect the handlers; called once when the room is ready."""
    user_logged_out.connect(_close_staff_session, dispatch_uid="people.close_staff_session")


def _close_staff_session(sender, request, **kwargs) -> None:
    if hasattr(request, "session"):
        close_session(request)
