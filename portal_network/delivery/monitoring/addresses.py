"""Who may see details: the addresses from which the installation is watched."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from portal_network.accounts.history import address_of


def is_trusted(request: HttpRequest) -> bool:
    """Tell whether a request comes from an address of ``MONITORING_ADDRESSES``."""
    try:
        address = ip_address(address_of(request) or "")
    except ValueError:
        return False
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in networks(tuple(settings.MONITORING_ADDRESSES)))


@cache
def networks(texts: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks that the setting names.

    Raises:
        ValueError: one of them is no address and no network.
    """
    return tuple(ip_network(text.strip(), strict=False) for text in texts if text.strip())
