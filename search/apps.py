"""Application configuration of the search room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Finding pages on one site or across a province."""

    name = "search"
    verbose_name = _("Search")
