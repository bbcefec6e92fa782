"""Registers what the consultations add to Wagtail; the work is done elsewhere."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.consultations.debts import ConsultationsPanel, sees_consultations
from commune_site.consultations.screens import UnfinishedView


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the list."""
    return [path("lay-y-kien/", UnfinishedView.as_view(), name="consultations_unfinished")]


class ConsultationsMenuItem(MenuItem):
    """The way to the list."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those whose work it is."""
        return sees_consultations(request.user)


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the entry."""
    return ConsultationsMenuItem(
        _("Consultations"), reverse_lazy("consultations_unfinished"),
        name="consultations", icon_name="comment", order=302,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Show what is open and what is owed."""
    panels.append(ConsultationsPanel(request))
