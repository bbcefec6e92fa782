"""Models of the tenancy room, split by concern."""

from portal_network.tenancy.models.authorities import Authority, Commune, Province
from portal_network.tenancy.models.hosts import HostName
from portal_network.tenancy.models.memberships import Membership, Role
from portal_network.tenancy.models.settings import InheritedSettings, NetworkSettings

__all__ = [
    "Authority",
    "Commune",
    "HostName",
    "InheritedSettings",
    "Membership",
    "NetworkSettings",
    "Province",
    "Role",
]
