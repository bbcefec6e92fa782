"""Registers the report of what people search for."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal_network.tenancy.screens.menu_items import MenuItemFor, works_anywhere
from search.insights.views import QueriesView


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the report."""
    return [path("tim-kiem/nguoi-dan-tim-gi/", QueriesView.as_view(), name="search_queries")]


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the report to the menu of reports."""
    return MenuItemFor(
        _("What people search for"), reverse_lazy("search_queries"),
        name="search-queries", icon_name="search", order=840,
        concerns=works_anywhere,
    )  # fmt: skip
