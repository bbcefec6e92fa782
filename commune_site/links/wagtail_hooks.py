"""Registers the report of links."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.links.views import BrokenLinksView
from portal_network.tenancy.screens.menu_items import MenuItemFor, works_anywhere


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the report."""
    return [path("lien-ket-hong/", BrokenLinksView.as_view(), name="links_report")]


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the report to the menu of reports."""
    return MenuItemFor(
        _("Links that lead nowhere"), reverse_lazy("links_report"),
        name="broken-links", icon_name="link", order=850,
        concerns=works_anywhere,
    )  # fmt: skip
