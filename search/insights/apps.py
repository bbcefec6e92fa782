"""Application configuration of what is learnt from searches."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    """Counts of queries and the vocabulary of each province."""

    name = "search.insights"
    label = "search_insights"
    verbose_name = _("What people search for")

    def ready(self) -> None:
        """Register whose the rows are."""
        from search.insights.ownership import register_rules

        register_rules()
