"""Application configuration of the guides room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    """Guides by role and task, and the way to them from the screens that they explain."""

    name = "commune_site.guides"
    label = "guides"
    verbose_name = _("Guides for staff")
