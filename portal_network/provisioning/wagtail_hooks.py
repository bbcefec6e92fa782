"""Registers the wizard and its menu entry."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal_network.provisioning import views
from portal_network.provisioning.permissions import may_provision
from portal_network.tenancy.screens.menu_items import MenuItemFor


@hooks.register("register_admin_urls")
def register_urls() -> list:
    """Add the steps of the wizard."""
    return [
        path("mang-luoi/", views.choose_province, name="provisioning"),
        path("mang-luoi/<str:province_code>/", views.create_communes, name="provisioning-communes"),
        path("mang-luoi/xa/<str:code>/doi-ten/", views.rename, name="provisioning-rename"),
        path("mang-luoi/xa/<str:code>/tam-ngung/", views.suspend, name="provisioning-suspend"),
        path("mang-luoi/xa/<str:code>/mo-lai/", views.resume, name="provisioning-resume"),
    ]


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Add the entry."""
    return MenuItemFor(
        _("Network of sites"),
        reverse("provisioning"),
        icon_name="site",
        order=260,
        concerns=lambda request: may_provision(request.user),
    )


@hooks.register("register_log_actions")
def register_log_actions(actions) -> None:
    """Name what provisioning does to an authority."""
    for action, label, message in (
        ("authority_built", _("Create or upgrade site"), _("Site created or upgraded")),
        ("commune_renamed", _("Rename commune"), _("Commune renamed")),
        ("commune_suspended", _("Suspend site"), _("Site suspended")),
        ("commune_resumed", _("Open site again"), _("Site opened again")),
    ):
        actions.register_action(f"provisioning.{action}", label, message)
