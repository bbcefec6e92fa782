"""Application configuration of the guidance room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    """Guidance on the law, and policies: for whom, what, how, on what basis, how long."""

    name = "commune_site.guidance"
    label = "guidance"
    verbose_name = _("Guidance and policies")

    def ready(self) -> None:
        """Hand over the page types, their lists and the rules of their rows."""
        from commune_site.guidance import listings
        from commune_site.guidance.models import GuidanceBasis, PolicyBasis
        from commune_site.page_types import PageType, register_page_type
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        for model in (GuidanceBasis, PolicyBasis):
            register_ownership(model, ByPagePath("page__path"))
        register_page_type(
            PageType("guidance", "guidance.GuidancePage", listings.GuidanceListing())
        )
        register_page_type(PageType("policy", "guidance.PolicyPage", listings.PolicyListing()))
