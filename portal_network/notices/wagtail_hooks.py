"""Registers the screens of notices, their menu entry and panels."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem as LinkMenuItemComponent

from portal_network.notices import views
from portal_network.notices.panels import MailChoicePanel, NewNoticesPanel, UnreachablePanel
from portal_network.notices.services import MOST_SHOWN, number_for


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    root = "thong-bao/"
    return [
        path(root, views.NoticesView.as_view(), name="notices"),
        path(f"{root}da-doc/", views.ReadAllView.as_view(), name="notices_read_all"),
        path(f"{root}<int:notice_id>/", views.OpenNoticeView.as_view(), name="notices_open"),
    ]


class NoticesMenuItem(MenuItem):
    """The way to the notices, with the number of those that were not read."""

    def render_component(self, request: HttpRequest) -> LinkMenuItemComponent:
        """Return the entry; items are kept by the process, so the number is not kept in them."""
        label = str(self.label)
        if number := number_for(request.user):
            shown = number if number <= MOST_SHOWN else f"{MOST_SHOWN}+"
            label = f"{label} ({shown})"
        return LinkMenuItemComponent(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname
        )


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Add the entry."""
    return NoticesMenuItem(
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
