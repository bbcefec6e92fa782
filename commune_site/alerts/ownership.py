"""Whose alerts are."""

from commune_site.alerts.models import Alert
from portal_network.tenancy.isolation.ownership import ByAuthority, register_ownership


def register_rules() -> None:
    """Register the rule: an alert is of the commune or the province that raised it.

    A province's alert also names the province, a commune's both, so that the province meets all.
    """
    register_ownership(Alert, ByAuthority())
