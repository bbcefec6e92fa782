"""Application configuration of the page-type library."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommuneSiteConfig(AppConfig):
    """The page types that all communes share, their blocks and their public views."""

    name = "commune_site"
    verbose_name = _("Commune sites")

    def ready(self) -> None:
        from commune_site import signals
        from commune_site.categories import ArticleListing, LinkListing
        from commune_site.checks import duties, texts  # noqa: F401
        from commune_site.comparisons import register_comparisons
        from commune_site.models import Attachment
        from commune_site.page_types import PageType, register_page_type
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        register_ownership(Attachment, ByPagePath("page__path"))
        for name, model, listing in (
            ("article", "commune_site.ArticlePage", ArticleListing()),
            ("information", "commune_site.InformationPage", None),
            ("redirect", "commune_site.RedirectPage", LinkListing()),
        ):
            register_page_type(PageType(name, model, listing))
        register_comparisons()
        signals.connect()
