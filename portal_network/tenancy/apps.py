"""Application configuration of the tenancy room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Provinces, communes, hosts, roles and what keeps tenants apart."""

    name = "portal_network.tenancy"
    label = "tenancy"
    verbose_name = _("Provinces and communes")

    def ready(self) -> None:
        from portal_network.tenancy import checks, policies, signals  # noqa: F401
        from portal_network.tenancy.isolation import reference_checks, rules  # noqa: F401
        from portal_network.tenancy.tree_paths import serve_subtrees_from_indexes

        serve_subtrees_from_indexes()
        policies.register_policies()
        rules.register_rules()
        autodiscover_modules("surfaces")
        signals.connect()
