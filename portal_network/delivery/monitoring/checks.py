"""System checks of what the portal tells about itself."""

import re

from django.conf import settings
from django.core.checks import Error, register

from portal_network.delivery.monitoring.addresses import networks

CONTACT = re.compile(r"(?:mailto:|https://|tel:)[^\s]+")


@register()
def check_monitoring(app_configs: object, **kwargs: object) -> list[Error]:
    """Refuse settings that would fail when they are needed first."""
    errors = []
    try:
        networks(tuple(settings.MONITORING_ADDRESSES))
    except ValueError as error:
        errors.append(Error(f"MONITORING_ADDRESSES: {error}", id="delivery.E001"))
    if settings.SLOW_QUERY_SECONDS <= 0:
        errors.append(Error("SLOW_QUERY_SECONDS must be above 0.", id="delivery.E002"))
    if settings.SECURITY_CONTACT and not CONTACT.fullmatch(settings.SECURITY_CONTACT):
        errors.append(
            Error("SECURITY_CONTACT must begin with mailto:, https:// or tel:.", id="delivery.E003")
        )
    return errors
