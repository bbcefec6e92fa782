"""Application configuration of the provincial portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Front page, commune directory and map of the provincial portal."""

    name = "home"
    verbose_name = _("Provincial portal")

    def ready(self) -> None:
        from commune_site.organisation.presentations import register_map_of_communes
        from home.models import CommuneBoundary
        from home.province_map import province_map
        from portal_network.tenancy.isolation.ownership import ByAuthority, register_ownership

        register_ownership(CommuneBoundary, ByAuthority(province=None))
        register_map_of_communes(province_map)
