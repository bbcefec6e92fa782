"""Registers what the consultations add to Wagtail; the work is done elsewhere."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.consultations.debts import ConsultationsPanel, sees_consultations
from commune_site.consultations.screens import UnfinishedView
from portal_network.tenancy.screens.menu_items import MenuItemFor


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the list."""
    return [path("lay-y-kien/", UnfinishedView.as_view(), name="consultations_unfinished")]


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the entry."""
    return MenuItemFor(
        _("Consultations"), reverse_lazy("consultations_unfinished"),
        name="consultations", icon_name="comment", order=302,
        concerns=lambda request: sees_consultations(request.user),
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list) -> None:
    """Show what is open and what is owed."""
    panels.append(ConsultationsPanel(request))
