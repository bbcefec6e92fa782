"""Application configuration of the provisioning room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProvisioningConfig(AppConfig):
    """Services that create and upgrade provinces, communes and their sites."""

    name = "portal_network.provisioning"
    label = "provisioning"
    verbose_name = _("Provisioning")
