"""Application configuration of the cache of pages."""

from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Keeps public pages; installed last, so that it hears of changes after all rooms."""

    name = "portal_network.delivery.page_cache"
    label = "page_cache"

    def ready(self) -> None:
        from portal_network.delivery.page_cache import checks  # noqa: F401
        from portal_network.delivery.page_cache.signals import connect

        connect()
