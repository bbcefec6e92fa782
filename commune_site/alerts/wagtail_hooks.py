"""Registers the screens of alerts."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.alerts import views
from commune_site.alerts.mandates import alert_mandate_of
from commune_site.alerts.panels import AlertsInForcePanel
from portal_network.tenancy.screens.menu_items import MenuItemFor


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens."""
    root = "canh-bao/"
    return [
        path(root, views.AlertsView.as_view(), name="alerts"),
        path(f"{root}phat/", views.RaiseView.as_view(), name="alerts_raise"),
        path(f"{root}<int:alert_id>/", views.ChangeView.as_view(), name="alerts_change"),
        path(f"{root}<int:alert_id>/go/", views.WithdrawView.as_view(), name="alerts_withdraw"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Add the entry, near the top: it is needed in a hurry."""
    return MenuItemFor(
        _("Alerts"),
        reverse_lazy("alerts"),
        name="alerts",
        icon_name="warning",
        order=95,
        concerns=lambda request: bool(alert_mandate_of(request.user)),
    )


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Show what is in force, and the way to raise an alert."""
    panels.append(AlertsInForcePanel(request))


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """Add the styles of this room's screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("alerts/css/alerts.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what happens to alerts."""
    actions.register_action("alerts.raised", _("Raise an alert"), _("Alert raised"))
    actions.register_action("alerts.changed", _("Correct an alert"), _("Alert corrected"))
    actions.register_action("alerts.withdrawn", _("Withdraw an alert"), _("Alert withdrawn"))
