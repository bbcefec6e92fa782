"""Application configuration of the tenancy room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Provinces, communes, hosts, roles and what keeps tenants apart."""

    name = "portal_network.tenancy"
    label = "tenancy"
    verbose_name = _("Provinces and communes")

    def ready(self) -> None:
        from portal_network.tenancy import checks, policies, signals  # noqa: F401

        policies.register_policies()
        signals.connect()
