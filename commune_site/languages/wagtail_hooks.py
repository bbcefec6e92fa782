"""Registers the screens of this room."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from commune_site.languages.services import is_offered
from commune_site.languages.views import TranslateView
from commune_site.models import PortalPage


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screen."""
    return [
        path("tieng-anh/<int:page_id>/", TranslateView.as_view(), name="languages_translate"),
    ]


@hooks.register("register_page_header_buttons")
def translate_button(page, user, view_name: str, next_url: str | None = None):
    """Offer the English page beside the Vietnamese one, where the site has English pages."""
    page = page.specific_deferred
    if view_name != "edit" or not isinstance(page, PortalPage) or not is_offered(page):
        return
    if page.permissions_for_user(user).can_edit():
        address = reverse("languages_translate", args=[page.pk])
        yield Button(_("English page"), address, icon_name="globe", priority=30)
