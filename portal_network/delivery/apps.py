"""Application configuration of the delivery room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """HTTP only: headers, health, error pages."""

    name = "portal_network.delivery"
    label = "delivery"
