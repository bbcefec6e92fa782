"""Application configuration of the links room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    """Whether the links to other sites still lead somewhere (R24)."""

    name = "commune_site.links"
    label = "links"
    verbose_name = _("Links to other sites")

    def ready(self) -> None:
        """Register whose the results are: nobody's own, shown beside one's own links alone."""
        from commune_site.links.models import LinkCheck
        from portal_network.tenancy.isolation.ownership import OPERATORS_ONLY, register_ownership

        register_ownership(LinkCheck, OPERATORS_ONLY)
