"""System checks of the people room."""

from django.conf import settings
from django.core.checks import Error, register

LONGEST_SESSION = 2 * 60 * 60
SHORTEST_SESSION = 60


@register("people")
def check_staff_sessions(app_configs, **kwargs) -> list[Error]:
    """Refuse staff sessions that are so long that they are standing power again."""
    if SHORTEST_SESSION <= settings.PORTAL_STAFF_SESSION_MAX <= LONGEST_SESSION:
        return []
    return [
        Error(
            f"PORTAL_STAFF_SESSION_MAX must lie between {SHORTEST_SESSION} and "
            f"{LONGEST_SESSION} seconds.",
            id="people.E001",
        )
    ]
