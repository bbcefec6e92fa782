"""What the frame of every public page needs."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from commune_site.engagement.kinds_shipped import QUESTION
from commune_site.navigation import main_menu, menu_place


def site_frame(request: HttpRequest) -> dict:
    """Return the main menu and what it marks, made once and only when a template asks for it."""
    if not getattr(request, "tenant", None):
        return {}
    return {
        "navigation": SimpleLazyObject(lambda: main_menu(request)),
        "menu_place": SimpleLazyObject(lambda: menu_place(request)),
        # R79: from every page one click away.
        "privacy_url": reverse("engagement-privacy", args=[QUESTION.slug]),
    }
