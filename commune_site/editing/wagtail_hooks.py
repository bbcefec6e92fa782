"""Registers the screens of this room."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from commune_site.editing import views
from commune_site.editing.outlines.filling import begin_empty_page, remember_choice
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
        path("soan-thao/dan/", views.blocks_of_paste, name="editing_paste"),
        path("soan-thao/nhap-word/<int:page_id>/", WordView.as_view(), name="editing_word"),
    ]


@hooks.register("insert_global_admin_css")
def editing_css() -> str:
    """Draw the tables in which versions are compared."""
    return format_html('<link rel="stylesheet" href="{}">', static("commune_site/css/editing.css"))


@hooks.register("insert_editor_js")
def paste_script() -> str:
    """Keep tables that are pasted into a text."""
    return format_html(
        '<script src="{}" data-address="{}" data-failed="{}"></script>',
        static("commune_site/js/paste.js"),
        reverse("editing_paste"),
        _(
            "The table could not be taken over. Save the text in Word and choose “Import from "
            "Word”."
        ),
    )


@hooks.register("insert_global_admin_js")
def calendars_script() -> str:
    """Keep the calendars of fields out of the way of whoever types a day."""
    return format_html('<script src="{}"></script>', static("commune_site/js/calendars.js"))


@hooks.register("insert_global_admin_js")
def names_script() -> str:
    """Name for screen readers what forms leave without a name."""
    return format_html('<script src="{}"></script>', static("commune_site/js/names.js"))


@hooks.register("insert_global_admin_js")
def leaving_script() -> str:
    """Let people without a mouse leave a list in the editor of rich texts."""
    return format_html(
        '<script src="{}" data-hint="{}"></script>',
        static("commune_site/js/leaving.js"),
        _("In a list, Tab indents the item. To go on to the next field, press Esc, then Tab."),
    )


@hooks.register("register_page_header_buttons")
def word_button(page, user, view_name: str, next_url: str | None = None):
    """Offer on the list of a section to make a draft from a Word file."""
    page = page.specific_deferred
    if view_name != "index" or not isinstance(page, PortalPage):
        return
    if word_type_of(page) and page.permissions_for_user(user).can_add_subpage():
        address = reverse("editing_word", args=[page.pk])
        yield Button(_("Import from Word"), address, icon_name="upload", priority=20)


hooks.register("before_create_page", remember_choice)
hooks.register("before_edit_page", begin_empty_page)
