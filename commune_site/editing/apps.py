"""Application configuration of the room of editing comfort."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditingConfig(AppConfig):
    """What makes writing easy for an officer: a checklist, texts from Word, outlines to begin."""

    name = "commune_site.editing"
    label = "editing"
    verbose_name = _("Editing")
