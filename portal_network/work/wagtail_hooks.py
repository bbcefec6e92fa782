"""Registers the screen of operators and its entry in the menu."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal_network.work.views import StatusView


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the screen."""
    return [path("tinh-trang/", StatusView.as_view(), name="work_status")]


class StatusMenuItem(MenuItem):
    """The entry of the screen, for operators in a staff session."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person may see the state of everything."""
        return request.user.is_superuser


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the screen to the menu of reports."""
    return StatusMenuItem(
        _("State of the system"), reverse_lazy("work_status"), name="work-status",
        icon_name="cogs", order=20,
    )  # fmt: skip
