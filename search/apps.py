"""Application configuration of the search room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding pages on one site or across a province."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from portal_network.moderation.ownership import ProvinceRowsPolicy
        from portal_network.tenancy.isolation.ownership import (
            OPERATORS_ONLY,
            ByAuthority,
            register_ownership,
        )
        from search import signals
        from search.entries import register_entry_source
        from search.models import EngineChange, SearchEntry, SearchText, Synonym
        from search.pages import PAGES

        register_ownership(SearchEntry, ByAuthority())
        register_ownership(
            SearchText, ByAuthority(province="entry__province", commune="entry__commune")
        )
        register_ownership(Synonym, ByAuthority(commune=None))
        register_ownership(EngineChange, OPERATORS_ONLY)
        register_permission_policy(Synonym, ProvinceRowsPolicy(Synonym))
        register_entry_source(PAGES)
        signals.connect()
