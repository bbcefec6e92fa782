"""Application configuration of the notices room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What happened to texts, told inside the administration and by e-mail."""

    name = "portal_network.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from portal_network.notices import events, ownership

        ownership.register_rules()
        events.connect()
        events.replace_wagtails_mails()
