"""Application configuration of the page-type library."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommuneSiteConfig(AppConfig):
    """The page types that all communes share, their blocks and their public views."""

    name = "commune_site"
    verbose_name = _("Commune sites")

    def ready(self) -> None:
        from commune_site import signals
        from commune_site.models import Attachment
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        register_ownership(Attachment, ByPagePath("page__path"))
        signals.connect()
