"""Application configuration of the room of English pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    """English variants of pages, where a commune or a province switches them on."""

    name = "commune_site.languages"
    label = "languages"
    verbose_name = _("English pages")

    def ready(self) -> None:
        """Register what the checklist says of variants."""
        from commune_site.languages import checks  # noqa: F401
