"""Application configuration of the organisation room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Units, people and their posts, official channels, the map of villages, heritage sites."""

    name = "commune_site.organisation"
    label = "organisation"
    verbose_name = _("Organisation")

    def ready(self) -> None:
        """Hand over the rules of this room."""
        from commune_site.organisation import finding, ownership, signals
        from commune_site.organisation.listings import HeritageListing
        from commune_site.organisation.presentations import PRESENTATIONS
        from commune_site.page_types import PageType, register_page_type
        from commune_site.presentations import register_presentation
        from search.entries import register_entry_source

        ownership.register_rules()
        register_page_type(PageType("heritage", "organisation.HeritagePage", HeritageListing()))
        for presentation in PRESENTATIONS:
            register_presentation(presentation)
        for source in (finding.UNITS, finding.PEOPLE):
            register_entry_source(source)
        finding.connect()
        signals.connect()
