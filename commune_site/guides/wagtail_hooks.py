"""Registers the screens of guides."""

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.guides import views


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    root = "huong-dan/"
    return [
        path(root, views.GuidesView.as_view(), name="guides"),
        path(f"{root}so-tay/<slug:reader>/", views.BookView.as_view(), name="guides_book"),
        path(f"{root}<slug:guide>/", views.GuideView.as_view(), name="guides_guide"),
    ]


@hooks.register("register_help_menu_item")
def register_menu() -> MenuItem:
    """Add the entry, first in the menu of help."""
    return MenuItem(
        _("Guides for staff"), reverse_lazy("guides"), name="guides", icon_name="help", order=1
    )


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of the screens, on paper as well, and of the link on other screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("guides/css/guides.css"))
