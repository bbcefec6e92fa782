"""Registers the screens of this room."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from commune_site.editing import views
from commune_site.editing.word.services import word_type_of
from commune_site.editing.word.views import WordView
from commune_site.models import PortalPage


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    return [
        path(
            "soan-thao/kiem-tra/<int:page_id>/",
            views.checklist_of_page,
            name="editing_checklist",
        ),
        path("soan-thao/nhap-word/<int:page_id>/", WordView.as_view(), name="editing_word"),
    ]


@hooks.register("register_page_header_buttons")
def word_button(page, user, view_name: str, next_url: str | None = None):
    """Offer on the list of a section to make a draft from a Word file."""
    page = page.specific_deferred
    if view_name != "index" or not isinstance(page, PortalPage):
        return
    if word_type_of(page) and page.permissions_for_user(user).can_add_subpage():
        address = reverse("editing_word", args=[page.pk])
        yield Button(_("Import from Word"), address, icon_name="upload", priority=20)
