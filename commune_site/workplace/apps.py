"""Application configuration of the workplace room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkplaceConfig(AppConfig):
    """The first screen of a person who works for a site."""

    name = "commune_site.workplace"
    label = "workplace"
    verbose_name = _("Home screen of officers")
