"""Application configuration of the disclosures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    """What the law makes authorities show, and the list of all of it."""

    name = "commune_site.disclosures"
    label = "disclosures"
    verbose_name = _("Disclosures")

    def ready(self) -> None:
        """Tell the other rooms what belongs to whom and what sections show."""
        from commune_site.disclosures import presentations
        from commune_site.disclosures.listings import DisclosureListing
        from commune_site.disclosures.models import Correction, DisclosureFigures
        from commune_site.page_types import PageType, register_page_type
        from commune_site.presentations import register_presentation
        from portal_network.tenancy.isolation.ownership import ByPagePath, register_ownership

        for model in (Correction, DisclosureFigures):
            register_ownership(model, ByPagePath("page__path"))
        register_page_type(
            PageType("disclosure", "disclosures.DisclosurePage", listing=DisclosureListing())
        )
        register_presentation(presentations.BudgetCourse())
        register_presentation(presentations.InformationAccess())
