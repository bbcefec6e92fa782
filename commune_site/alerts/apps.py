"""Application configuration of the alerts room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """Warnings of storms, floods, epidemics and other dangers, on top of every page at once."""

    name = "commune_site.alerts"
    label = "alerts"
    verbose_name = _("Alerts")

    def ready(self) -> None:
        """Hand over the rules of this room; let every page show what is in force."""
        from commune_site.alerts import ownership
        from commune_site.alerts.board import board, connect
        from commune_site.alerts.presentation import AlertsPresentation
        from commune_site.presentations import register_presentation
        from portal_network.tenancy.notices import register_notice_source

        ownership.register_rules()
        register_notice_source(board)
        register_presentation(AlertsPresentation("alerts", "components/standing/alerts.html"))
        connect()
