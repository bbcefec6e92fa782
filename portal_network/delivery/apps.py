"""Application configuration of the delivery room."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DeliveryConfig(AppConfig):
    """HTTP only: headers, health, error pages."""

    name = "portal_network.delivery"
    label = "delivery"

    def ready(self) -> None:
        from portal_network.delivery.monitoring import checks  # noqa: F401
        from portal_network.delivery.monitoring.slow_queries import watch_connection

        connection_created.connect(watch_connection, dispatch_uid="slow-queries")
