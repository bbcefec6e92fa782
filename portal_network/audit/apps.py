"""Application configuration of the audit room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who did what, to what, when and from where: written once, never changed (R95)."""

    name = "portal_network.audit"
    label = "audit"
    verbose_name = _("Audit log")

    def ready(self) -> None:
        """Hand over the rule of this room and listen to what is recorded."""
        from portal_network.audit import ownership
        from portal_network.audit.sources import accounts, people

        ownership.register_rules()
        accounts.connect()
        people.connect()
