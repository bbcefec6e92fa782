"""Application configuration of the documents room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Files and the library of legal documents."""

    name = "documents"
    verbose_name = _("Legal documents")
