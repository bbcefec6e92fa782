"""Application configuration of the oversight room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    """What the law asks of every authority, and when: for now the calendar of working days."""

    name = "portal_network.oversight"
    label = "oversight"
    verbose_name = _("Oversight")

    def ready(self) -> None:
        """Hand over the rules of this room and keep the remembered calendar true."""
        from portal_network.oversight import ownership
        from portal_network.oversight.calendar import store

        ownership.register_rules()
        store.connect()
