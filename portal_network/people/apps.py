"""Application configuration of the people room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Who works where: invitations, roles, reviews of permissions, operators' staff sessions."""

    name = "portal_network.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from portal_network.people import checks, ownership, signals  # noqa: F401

        ownership.register_rules()
        signals.connect()
