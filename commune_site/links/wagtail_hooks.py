"""Registers the report of links."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune_site.links.views import BrokenLinksView
from portal_network.tenancy.screens.filters import reach_of_request


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the report."""
    return [path("lien-ket-hong/", BrokenLinksView.as_view(), name="links_report")]


class LinksMenuItem(MenuItem):
    """The entry of the report, for whoever works anywhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether there is a site whose links could fail."""
        return not reach_of_request(request).is_nothing


@hooks.register("register_reports_menu_item")
def register_menu() -> MenuItem:
    """Add the report to the menu of reports."""
    return LinksMenuItem(
        _("Links that lead nowhere"), reverse_lazy("links_report"), name="broken-links",
        icon_name="link", order=850,
    )  # fmt: skip
