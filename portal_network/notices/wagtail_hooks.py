"""Registers the screens of notices, their menu entry and panels."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal_network.notices import views
from portal_network.notices.panels import MailChoicePanel, NewNoticesPanel, UnreachablePanel


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    root = "thong-bao/"
    return [
        path(root, views.NoticesView.as_view(), name="notices"),
        path(f"{root}da-doc/", views.ReadAllView.as_view(), name="notices_read_all"),
        path(f"{root}<int:notice_id>/", views.OpenNoticeView.as_view(), name="notices_open"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Add the entry; a number in it would cost a query on every screen."""
    return MenuItem(
        _("Notices"), reverse_lazy("notices"), name="notices", icon_name="mail", order=95
    )


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list) -> None:
    """Show what is new, and to administrators whom no mail reaches."""
    panels += [NewNoticesPanel(request), UnreachablePanel(request)]


@hooks.register("register_account_settings_panel")
def register_choice(request: HttpRequest, user, profile) -> MailChoicePanel:
    """Add the choice of mails to the account page."""
    return MailChoicePanel(request, user, profile)


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of this room's screens and panels."""
    return format_html('<link rel="stylesheet" href="{}">', static("notices/css/notices.css"))
