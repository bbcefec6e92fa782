"""Registers the screens of this room."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal_network.oversight.calendar import views
from portal_network.oversight.calendar.panels import UncertainYearPanel
from portal_network.tenancy.screens.menu_items import MenuItemFor, works_anywhere


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screens of the calendar."""
    root = "lich-lam-viec/"
    return [
        path(root, views.CalendarView.as_view(), name="oversight_calendar"),
        path(f"{root}them/", views.DayFormView.as_view(), name="oversight_calendar_add"),
        path(f"{root}<int:day_id>/", views.DayFormView.as_view(), name="oversight_calendar_edit"),
        path(
            f"{root}<int:day_id>/xoa/",
            views.DeleteDayView.as_view(),
            name="oversight_calendar_delete",
        ),
        path(
            f"{root}xac-nhan/<int:year>/",
            views.ConfirmYearView.as_view(),
            name="oversight_calendar_confirm",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the calendar to the menu of reports."""
    return MenuItemFor(
        _("Working calendar"), reverse_lazy("oversight_calendar"),
        name="working-calendar", icon_name="calendar-alt", order=900,
        concerns=works_anywhere,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Remind of years that are not certain."""
    panels.append(UncertainYearPanel(request))


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what happens to the calendar."""
    actions.register_action(
        "oversight.year_confirmed", _("Confirm year"), _("Year of the calendar confirmed")
    )
